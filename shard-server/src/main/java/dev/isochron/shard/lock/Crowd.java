package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.List;

/// Those who hold one span, or wait for it, grouped by mode.
///
/// There are few modes and there may be many members: whether a mode meets a conflict is asked of
/// the groups, and those of a group that does not conflict are never looked at. That keeps a row
/// that thousands share from costing each of them thousands.
final class Crowd<T extends Comparable<T>> {

    /// All members of one mode, in order.
    record Group<T extends Comparable<T>>(LockMode mode, Line<T> line) {}

    private final List<Group<T>> groups = new ArrayList<>(1);

    void add(LockMode mode, T member) {
        for (Group<T> group : groups) {
            if (group.mode.equals(mode)) {
                group.line.add(member);
                return;
            }
        }
        Group<T> group = new Group<T>(mode, new Line<T>());
        group.line.add(member);
        groups.add(group);
    }

    void remove(LockMode mode, T member) {
        for (int i = 0; i < groups.size(); i++) {
            Group<T> group = groups.get(i);
            if (group.mode.equals(mode)) {
                group.line.remove(member);
                if (group.line.isEmpty()) {
                    groups.remove(i);
                }
                return;
            }
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    int size() {
        int size = 0;
        for (Group<T> group : groups) {
            size += group.line.size();
        }
        return size;
    }

    /// In the order in which their modes came.
    List<Group<T>> groups() {
        return groups;
    }
}
