package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;

/// A group that keeps the oldest segment from being freed.
///
/// @param group who holds it
/// @param highest the highest slot at or above the group's begin that the segment may hold;
///   [Slot#ZERO] if it holds no such entry, only facts (promise, begin, loss) that are cheap to
///   copy forward
public record Holding(GroupId group, Slot highest) {
    public boolean holdsEntries() {
        return highest.isAbove(Slot.ZERO);
    }
}
