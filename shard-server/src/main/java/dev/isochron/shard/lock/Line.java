package dev.isochron.shard.lock;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Some attempts or requests in their order; nearly always there is only one.
final class Line<T extends Comparable<T>> implements Iterable<T> {
    private @Nullable T only;
    private @Nullable TreeSet<T> many;

    void add(T member) {
        if (many != null) {
            many.add(member);
        } else if (only == null) {
            only = member;
        } else {
            many = new TreeSet<>(List.of(only, member));
            only = null;
        }
    }

    void remove(T member) {
        if (many != null) {
            many.remove(member);
        } else if (only != null && only.compareTo(member) == 0) {
            only = null;
        }
    }

    boolean isEmpty() {
        return only == null && (many == null || many.isEmpty());
    }

    /// Of a line that is not empty.
    T first() {
        return only != null ? only : iterator().next();
    }

    /// Those that come after a member, or a stranger.
    Collection<T> after(T other) {
        if (many != null) {
            return many.tailSet(other, false);
        }
        return only != null && only.compareTo(other) > 0 ? List.of(only) : List.of();
    }

    int size() {
        return many != null ? many.size() : only == null ? 0 : 1;
    }

    /// How many there are, as far as it matters: none, one or more.
    boolean holdsSeveral() {
        return many != null && many.size() > 1;
    }

    @Override
    public Iterator<T> iterator() {
        if (many != null) {
            return many.iterator();
        }
        return only == null ? Collections.emptyIterator() : List.of(only).iterator();
    }
}
