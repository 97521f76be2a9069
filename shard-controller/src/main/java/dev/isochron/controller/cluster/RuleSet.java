package dev.isochron.controller.cluster;

import dev.isochron.protocol.key.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All rules of one database, which replace all that it had before.
///
/// @param owner the number of the database
/// @param version of its catalog; rules of an older one never replace those of a newer one
/// @param ranges in the order of their keys, none over another; all other keys are as usual
public record RuleSet(long owner, long version, List<Ranged> ranges) {

    /// One entry of the log holds a whole set.
    public static final int MAX_RANGES = 2_000;

    /// A range of keys and its rule.
    public record Ranged(Span span, Rule rule) {
        @Override
        public String toString() {
            return span + " " + rule;
        }
    }

    public RuleSet {
        if (owner < 0 || version < 0) {
            throw new IllegalArgumentException(
                    "numbers are not negative: " + owner + ", " + version);
        }
        if (ranges.size() > MAX_RANGES) {
            throw new IllegalArgumentException(
                    "a database has rules for at most %d ranges, not %d"
                            .formatted(MAX_RANGES, ranges.size()));
        }
        List<Ranged> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(range -> range.span().from()));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).span().overlaps(sorted.get(i).span())) {
                throw new IllegalArgumentException(
                        "two rules for one key: %s and %s"
                                .formatted(sorted.get(i - 1), sorted.get(i)));
            }
        }
        ranges = List.copyOf(sorted);
    }

    @Override
    public String toString() {
        return "database %d at version %d: %s".formatted(owner, version, ranges);
    }
}
