package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// So many replicas of a node fetch a whole state at one time, in the order in which they first
/// wanted to; the others go on asking themselves whether it is their turn.
///
/// A node whose store was lost has to fetch all of its replicas. All at once none would be whole
/// before the last is, the one queue of the disk would hold a piece of each, and whoever gives the
/// states would read in as many places.
public final class Fetches {

    /// Whoever gets nothing for so long lets the next one have its turn: nobody may have its state,
    /// or its keys are not free before another has come.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final int atOnce;

    /// When each turn ends unless something comes.
    private final TreeMap<GroupId, Long> turns = new TreeMap<>();

    /// When each that waits counts as having given up.
    private final LinkedHashMap<GroupId, Long> waiting = new LinkedHashMap<>();

    /// @param atOnce how many
    public Fetches(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one replica fetches its state at a time");
        }
        this.atOnce = atOnce;
    }

    /// Whether a letter may be sent now. One that asks for a state when others have their turn may
    /// not: its sender asks again by and by.
    boolean maySend(Envelope letter, Loop loop) {
        return !(letter.message() instanceof Message.SnapshotFetch fetch)
                || !fetch.at().equals(Slot.ZERO)
                || mayBegin(letter.group(), loop.uptimeNanos());
    }

    /// Whether a replica may ask for the beginning of a state now; otherwise it asks later.
    boolean mayBegin(GroupId group, long now) {
        turns.values().removeIf(end -> end <= now);
        if (turns.containsKey(group)) {
            return true;
        }
        waiting.values().removeIf(end -> end <= now);
        waiting.put(group, now + PATIENCE_NANOS);
        if (!isNext(group)) {
            return false;
        }
        waiting.remove(group);
        turns.put(group, now + PATIENCE_NANOS);
        return true;
    }

    private boolean isNext(GroupId group) {
        int free = atOnce - turns.size();
        return waiting.keySet().stream().limit(Math.max(0, free)).anyMatch(group::equals);
    }

    /// A piece came.
    void goesOn(GroupId group, long now) {
        turns.put(group, now + PATIENCE_NANOS);
    }

    /// The state is there, or could not be taken, or nobody wants it any more.
    void ended(GroupId group) {
        turns.remove(group);
        waiting.remove(group);
    }
}
