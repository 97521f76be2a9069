package dev.isochron.protocol.key;

import java.util.Optional;

/// The keys from `from`, included, up to `until`, excluded; never empty.
///
/// ```
///     from                until
///      ├───────────────────┤ ·········· end of the space, if `until` is absent
///      ●  ●     ●        ●              a key equal to `until` is outside
/// ```
///
/// @param from the first key
/// @param until the first key that is not in the span any more; absent for the end of the space
public record Span(Key from, Optional<Key> until) implements Comparable<Span> {

    /// The whole key space.
    public static final Span ALL = new Span(Key.MIN, Optional.empty());

    public Span {
        if (until.isPresent() && !from.isBelow(until.get())) {
            throw new IllegalArgumentException(
                    "a span holds at least one key, but this ends before it begins: ["
                            + from
                            + ", "
                            + until.get()
                            + ")");
        }
    }

    public static Span of(Key from, Key until) {
        return new Span(from, Optional.of(until));
    }

    /// Every key from this one on.
    public static Span from(Key from) {
        return new Span(from, Optional.empty());
    }

    /// This key and no other.
    public static Span point(Key key) {
        return new Span(key, key.next());
    }

    /// Every key that begins with this one.
    public static Span prefix(Key prefix) {
        return new Span(prefix, prefix.afterPrefix());
    }

    /// Whether this span holds one key and no other.
    public boolean isPoint() {
        return until.equals(from.next());
    }

    public boolean contains(Key key) {
        return from.compareTo(key) <= 0 && endsAbove(key);
    }

    public boolean contains(Span other) {
        return from.compareTo(other.from) <= 0 && compareEnds(until, other.until) >= 0;
    }

    /// Whether some key is in both.
    public boolean overlaps(Span other) {
        return endsAbove(other.from) && other.endsAbove(from);
    }

    /// The keys that are in both, if there are any.
    public Optional<Span> intersect(Span other) {
        if (!overlaps(other)) {
            return Optional.empty();
        }
        Key start = from.isAbove(other.from) ? from : other.from;
        return Optional.of(
                new Span(start, compareEnds(until, other.until) <= 0 ? until : other.until));
    }

    /// Whether the other span begins where this one ends.
    public boolean touches(Span right) {
        return until.isPresent() && until.get().equals(right.from);
    }

    /// Whether `border` cuts this span into two that each hold a key.
    public boolean canSplitAt(Key border) {
        return from.isBelow(border) && endsAbove(border);
    }

    /// Cuts this span in two; `border` is the first key of the right half.
    ///
    /// @throws IllegalArgumentException unless the border is inside, above the first key
    public Halves splitAt(Key border) {
        if (!canSplitAt(border)) {
            throw new IllegalArgumentException("no key of " + this + " is left of " + border);
        }
        return new Halves(new Span(from, Optional.of(border)), new Span(border, until));
    }

    /// What a split leaves.
    public record Halves(Span left, Span right) {}

    private boolean endsAbove(Key key) {
        return until.isEmpty() || until.get().isAbove(key);
    }

    private static int compareEnds(Optional<Key> a, Optional<Key> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        return a.get().compareTo(b.get());
    }

    /// By first key; of two that begin alike, the shorter comes first.
    @Override
    public int compareTo(Span other) {
        int byStart = from.compareTo(other.from);
        return byStart != 0 ? byStart : compareEnds(until, other.until);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + until.map(Key::toString).orElse("∞") + ")";
    }
}
