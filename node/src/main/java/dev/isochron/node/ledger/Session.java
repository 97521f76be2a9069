package dev.isochron.node.ledger;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a ledger remembers of one client: where its newest [#WINDOW] sequence numbers stand.
final class Session {

    /// How far a client's commands may overtake each other; a power of two.
    static final int WINDOW = 512;

    private static final int FIRST_CAPACITY = 4;

    /// A mark lies at its sequence modulo the length, which is a power of two.
    private @Nullable Mark[] marks = new Mark[FIRST_CAPACITY];

    private long highest;
    private Timestamp lastUsed = Timestamp.MIN;

    /// Where a sequence number stands.
    record Mark(long sequence, long line, Slot slot, Timestamp timestamp) {}

    /// The mark of `sequence`, if it is remembered. One that lies here still and is beyond memory
    /// does not count: a replica that took over an image does not have it (S1).
    @Nullable Mark markOf(long sequence) {
        Mark mark = marks[at(sequence)];
        boolean known = mark != null && mark.sequence() == sequence;
        return known && !isBeyondMemory(sequence) ? mark : null;
    }

    /// Whether nobody can say any more if `sequence` was written.
    boolean isBeyondMemory(long sequence) {
        return sequence <= highest - WINDOW;
    }

    void remember(Mark mark) {
        highest = Math.max(highest, mark.sequence());
        while (isTaken(mark.sequence())) {
            grow();
        }
        marks[at(mark.sequence())] = mark;
        lastUsed = Timestamp.max(lastUsed, mark.timestamp());
    }

    /// No command of this client was written at a later timestamp.
    Timestamp lastUsed() {
        return lastUsed;
    }

    /// What this session counts against the ledger's bound; depends only on what was written, so
    /// that every replica forgets the same clients at the same slot.
    long weight() {
        return Math.min(highest, WINDOW);
    }

    /// Everything remembered, by sequence.
    List<Mark> remembered() {
        List<Mark> all = new ArrayList<>();
        for (Mark mark : marks) {
            if (mark != null && !isBeyondMemory(mark.sequence())) {
                all.add(mark);
            }
        }
        all.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        return all;
    }

    private boolean isTaken(long sequence) {
        Mark there = marks[at(sequence)];
        return there != null && there.sequence() != sequence && !isBeyondMemory(there.sequence());
    }

    private void grow() {
        @Nullable Mark[] old = marks;
        marks = new Mark[old.length * 2];
        for (Mark mark : old) {
            if (mark != null && !isBeyondMemory(mark.sequence())) {
                marks[at(mark.sequence())] = mark;
            }
        }
    }

    private int at(long sequence) {
        return (int) (sequence & (marks.length - 1));
    }
}
