package dev.isochron.paxos.model;

/// A position in a group's log. The first entry is in slot 1; [#ZERO] stands for "before the log".
public record Slot(long value) implements Comparable<Slot> {
    public static final Slot ZERO = new Slot(0);
    public static final Slot FIRST = new Slot(1);

    public Slot {
        if (value < 0) {
            throw new IllegalArgumentException("slots are not negative: " + value);
        }
    }

    public Slot next() {
        return new Slot(Math.addExact(value, 1));
    }

    /// The slot before; of [#ZERO] there is none.
    public Slot previous() {
        return new Slot(value - 1);
    }

    public Slot plus(long slots) {
        return new Slot(Math.addExact(value, slots));
    }

    public boolean isBelow(Slot other) {
        return value < other.value;
    }

    public boolean isAbove(Slot other) {
        return value > other.value;
    }

    public static Slot max(Slot a, Slot b) {
        return a.value >= b.value ? a : b;
    }

    public static Slot min(Slot a, Slot b) {
        return a.value <= b.value ? a : b;
    }

    @Override
    public int compareTo(Slot other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "s" + value;
    }
}
