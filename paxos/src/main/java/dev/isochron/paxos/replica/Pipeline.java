package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// Phase 2 of one ballot: slots in flight, who accepted them, which of them are chosen.
///
/// All slots in flight are governed by the same configuration, because nothing is proposed behind a
/// Reconfigure until it is chosen.
final class Pipeline {
    private final Replica replica;
    private final Ballot ballot;
    private final Heartbeats beats;
    private final TreeMap<Slot, InFlight> inFlight = new TreeMap<>();
    private final List<Entry> fresh = new ArrayList<>();
    private Slot nextSlot;
    private long bytes;
    private boolean reconfiguring;

    private static final class InFlight {
        final Entry entry;
        final TreeSet<ReplicaId> accepted = new TreeSet<>();
        long sentAtNanos;

        InFlight(Entry entry, long sentAtNanos) {
            this.entry = entry;
            this.sentAtNanos = sentAtNanos;
        }
    }

    Pipeline(Replica replica, Ballot ballot, Heartbeats beats) {
        this.replica = replica;
        this.ballot = ballot;
        this.beats = beats;
        this.nextSlot = replica.log.firstUnchosen();
    }

    Slot nextSlot() {
        return nextSlot;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /// True while a Reconfigure is in flight: nothing may follow it.
    boolean isReconfiguring() {
        return reconfiguring;
    }

    boolean isFull() {
        return inFlight.size() >= replica.core.settings.window()
                || bytes >= PaxosSettings.MAX_IN_FLIGHT_BYTES;
    }

    /// Slots that were learned meanwhile need no proposal.
    void skipChosen() {
        nextSlot = Slot.max(nextSlot, replica.log.firstUnchosen());
        while (!inFlight.isEmpty() && !inFlight.firstKey().isAbove(replica.log.chosen())) {
            settle(inFlight.firstKey());
        }
    }

    private void settle(Slot slot) {
        InFlight settled = inFlight.remove(slot);
        bytes -= settled == null ? 0 : EntrySize.of(settled.entry);
        reconfiguring = reconfiguring && !inFlight.isEmpty();
    }

    /// Gives the next slot to `entry`; [#flush] sends it.
    void propose(Entry entry) {
        inFlight.put(nextSlot, new InFlight(entry, replica.core.uptime()));
        bytes += EntrySize.of(entry);
        fresh.add(entry);
        reconfiguring = entry instanceof Entry.Reconfigure;
        nextSlot = nextSlot.next();
    }

    /// Sends what was proposed in this step: peers first, since they need the time for their sync,
    /// and this replica's own acceptance is one record among theirs.
    void flush() {
        if (fresh.isEmpty()) {
            return;
        }
        Slot slot = new Slot(nextSlot.value() - fresh.size());
        List<Entry> run = new ArrayList<>();
        int bytes = 0;
        for (Entry entry : fresh) {
            bytes += EntrySize.of(entry);
            if (!run.isEmpty() && bytes > Entry.MAX_BYTES) {
                sendToAll(slot, run);
                slot = slot.plus(run.size());
                run = new ArrayList<>();
                bytes = EntrySize.of(entry);
            }
            run.add(entry);
        }
        sendToAll(slot, run);
        fresh.clear();
    }

    private void sendToAll(Slot first, List<Entry> entries) {
        Message.Accept accept = new Message.Accept(ballot, first, entries, beats.beatOfAll());
        replica.core.sendToOthers(replica.log.current(), accept);
        replica.acceptor.onAccept(replica.core.me(), accept);
    }

    /// Counts an acceptance; true if a slot became chosen by it.
    boolean accepted(ReplicaId by, Slot first, int count) {
        boolean chosen = false;
        for (Slot slot : List.copyOf(inFlight.subMap(first, first.plus(count)).keySet())) {
            InFlight flight = Objects.requireNonNull(inFlight.get(slot));
            flight.accepted.add(by);
            if (replica.core.quorum(replica.log.current(), flight.accepted::contains)) {
                settle(slot);
                replica.log.learn(slot, flight.entry);
                chosen = true;
            }
        }
        if (chosen) {
            replica.log.advance(replica.log.end(), AcceptedEntry::isLearned);
        }
        return chosen;
    }

    /// Sends again what a replica has not accepted for too long.
    void repeat() {
        long patience = replica.core.settings.retransmit().toNanos();
        for (Member member : replica.log.current().everyone()) {
            repeatTo(member, replica.core.uptime() - patience);
        }
        for (InFlight flight : inFlight.values()) {
            if (flight.sentAtNanos <= replica.core.uptime() - patience) {
                flight.sentAtNanos = replica.core.uptime();
            }
        }
    }

    private void repeatTo(Member member, long sentBefore) {
        List<Entry> run = new ArrayList<>();
        Slot next = Slot.ZERO;
        int bytes = 0;
        for (Map.Entry<Slot, InFlight> slot : inFlight.entrySet()) {
            InFlight flight = slot.getValue();
            boolean lacks = !flight.accepted.contains(member.replica());
            if (!lacks || flight.sentAtNanos > sentBefore) {
                continue;
            }
            bytes += EntrySize.of(flight.entry);
            if (!run.isEmpty() && (!slot.getKey().equals(next) || bytes > Entry.MAX_BYTES)) {
                sendRun(member, new Slot(next.value() - run.size()), run);
                run = new ArrayList<>();
                bytes = EntrySize.of(flight.entry);
            }
            run.add(flight.entry);
            next = slot.getKey().next();
        }
        if (!run.isEmpty()) {
            sendRun(member, new Slot(next.value() - run.size()), run);
        }
    }

    private void sendRun(Member member, Slot first, List<Entry> run) {
        Message.Accept accept = new Message.Accept(ballot, first, run, beats.beat());
        if (member.replica().equals(replica.core.self)) {
            replica.acceptor.onAccept(member, accept);
        } else {
            replica.core.send(member, accept);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("next " + nextSlot);
        inFlight.forEach((slot, flight) ->
                text.append(' ')
                        .append(slot)
                        .append(flight.accepted)
                        .append('@')
                        .append(flight.sentAtNanos));
        return text.toString();
    }
}
