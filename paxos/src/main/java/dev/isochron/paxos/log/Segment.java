package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import java.util.LinkedHashMap;
import java.util.Map;

/// One file of the log: a stretch of positions that is known before the file exists, because each
/// segment begins where the one before it ends, however full that one is.
final class Segment {
    final long generation;
    final long first;
    final int bytes;

    /// True once the file stands in the directory under its name, durably.
    private boolean ready;

    /// The highest slot of each group that has entries here; what tells when they are all cut.
    private final Map<GroupId, Slot> highest = new LinkedHashMap<>();

    Segment(long generation, long first, int bytes) {
        this.generation = generation;
        this.first = first;
        this.bytes = bytes;
    }

    static Segment after(Segment previous, int bytes) {
        return new Segment(previous.generation + 1, previous.end(), bytes);
    }

    String name() {
        return LogFormat.segmentName(generation);
    }

    /// The position of the first batch.
    long body() {
        return first + LogFormat.SEGMENT_HEADER_BYTES;
    }

    long end() {
        return first + bytes;
    }

    boolean isReady() {
        return ready;
    }

    void becomeReady() {
        ready = true;
    }

    void holdsEntry(GroupId group, Slot slot) {
        Slot known = highest.get(group);
        if (known == null || slot.isAbove(known)) {
            highest.put(group, slot);
        }
    }

    /// The highest slot of this group that was written here, [Slot#ZERO] if none was.
    Slot highestOf(GroupId group) {
        return highest.getOrDefault(group, Slot.ZERO);
    }

    @Override
    public String toString() {
        return name();
    }
}
