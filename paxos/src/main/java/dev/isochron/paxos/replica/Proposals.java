package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was asked of this replica and is not answered yet.
///
/// A proposal that has a slot is answered only when that slot's value is known, also if another
/// leader decides it: until then nobody can say what became of it.
final class Proposals {
    private final Core core;
    private final ArrayDeque<Input.Propose> waiting = new ArrayDeque<>();
    private final TreeMap<Slot, Input.Propose> placed = new TreeMap<>();
    private long waitingBytes;

    Proposals(Core core) {
        this.core = core;
    }

    void add(Input.Propose proposal) {
        if (waiting.size() >= PaxosSettings.MAX_WAITING
                || waitingBytes >= PaxosSettings.MAX_WAITING_BYTES) {
            core.reply(proposal.token(), new Effects.Fate.Busy());
        } else {
            waiting.add(proposal);
            waitingBytes += EntrySize.of(proposal.entry());
        }
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /// The next one takes `slot`.
    Entry place(Slot slot) {
        Input.Propose next = take();
        placed.put(slot, next);
        return next.entry();
    }

    private Input.Propose take() {
        Input.Propose next = waiting.remove();
        waitingBytes -= EntrySize.of(next.entry());
        return next;
    }

    /// Those without a slot go elsewhere: this replica does not lead.
    void refuseWaiting(Optional<NodeId> leader) {
        while (hasWaiting()) {
            core.reply(take().token(), new Effects.Fate.NotLeader(leader));
        }
    }

    /// `entry` is chosen in `slot` and applied.
    void settle(Slot slot, Entry entry) {
        Input.Propose mine = placed.remove(slot);
        if (mine != null) {
            boolean same = mine.entry().equals(entry);
            core.reply(
                    mine.token(),
                    same ? new Effects.Fate.Chosen(slot) : new Effects.Fate.Superseded());
        }
    }

    /// A snapshot covers everything up to `at`: what happened in those slots is not told.
    void lose(Slot at) {
        for (Map.Entry<Slot, Input.Propose> entry : placed.headMap(at, true).entrySet()) {
            core.reply(entry.getValue().token(), new Effects.Fate.Unknown());
        }
        placed.headMap(at, true).clear();
    }

    @Override
    public String toString() {
        return "waiting " + waiting.size() + " placed " + placed.keySet();
    }
}
