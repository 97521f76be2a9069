package dev.isochron.txn;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// When which entry of a machine wants to be looked at; each entry at most once.
///
/// @param <I> what names an entry
final class Alarms<I extends Comparable<I>> {

    private final NavigableSet<Alarm<I>> pending;

    Alarms() {
        this(new TreeSet<>());
    }

    private Alarms(NavigableSet<Alarm<I>> pending) {
        this.pending = pending;
    }

    Alarms<I> copy() {
        return new Alarms<>(new TreeSet<>(pending));
    }

    void set(I entry, Timestamp at) {
        pending.add(new Alarm<>(at, entry));
    }

    void clear(I entry, Timestamp at) {
        pending.remove(new Alarm<>(at, entry));
    }

    Optional<Timestamp> next() {
        return pending.isEmpty() ? Optional.empty() : Optional.of(pending.first().at());
    }

    /// Takes the next entry whose time is surely past.
    Optional<I> takeDue(Interval now) {
        if (pending.isEmpty() || !now.surelyAfter(pending.first().at())) {
            return Optional.empty();
        }
        return Optional.of(pending.pollFirst().entry());
    }

    @Override
    public String toString() {
        return pending.toString();
    }

    private record Alarm<I extends Comparable<I>>(Timestamp at, I entry)
            implements Comparable<Alarm<I>> {
        @Override
        public int compareTo(Alarm<I> other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : entry.compareTo(other.entry);
        }

        @Override
        public String toString() {
            return entry + "@" + at.nanos();
        }
    }
}
