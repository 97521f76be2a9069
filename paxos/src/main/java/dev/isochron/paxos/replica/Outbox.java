package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.HardRecord;
import java.util.ArrayList;
import java.util.List;

/// The effects of the step in progress.
final class Outbox {
    final List<HardRecord> persist = new ArrayList<>();
    final List<Effects.Outgoing> send = new ArrayList<>();
    final List<Effects.Applied> apply = new ArrayList<>();
    final List<Effects.Reply> reply = new ArrayList<>();
    final List<Effects.Request> requests = new ArrayList<>();

    Effects seal() {
        return new Effects(persist, send, apply, reply, requests);
    }
}
