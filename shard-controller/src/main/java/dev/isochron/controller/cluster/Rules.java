package dev.isochron.controller.cluster;

import dev.isochron.controller.cluster.RuleSet.Ranged;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rules of all databases. A key that has none is as usual.
///
/// A shard keeps one rule: where the rule changes, it is to be cut, and is not merged again. Until
/// it is cut it has as many replicas as the most demanding of its rules.
public final class Rules {

    public static final Rules NONE = new Rules(new TreeMap<>(), new TreeMap<>());

    private final SortedMap<Long, RuleSet> sets;
    private final NavigableMap<Key, Ranged> byKey;

    private Rules(SortedMap<Long, RuleSet> sets, NavigableMap<Key, Ranged> byKey) {
        this.sets = sets;
        this.byKey = byKey;
    }

    /// Those of several databases.
    public static Rules of(Collection<RuleSet> sets) {
        Rules rules = NONE;
        for (RuleSet set : sets) {
            rules = rules.with(set);
        }
        return rules;
    }

    /// With what a database wants now.
    Rules with(RuleSet set) {
        TreeMap<Long, RuleSet> changed = new TreeMap<>(sets);
        changed.put(set.owner(), set);
        TreeMap<Key, Ranged> ranges = new TreeMap<>();
        for (RuleSet each : changed.values()) {
            each.ranges().forEach(one -> ranges.put(one.span().from(), one));
        }
        return new Rules(changed, ranges);
    }

    /// What each database wants, by number.
    public Collection<RuleSet> sets() {
        return Collections.unmodifiableCollection(sets.values());
    }

    /// What a database wants.
    public Optional<RuleSet> of(long owner) {
        return Optional.ofNullable(sets.get(owner));
    }

    /// A range of another database that has a key of this one's.
    public Optional<Ranged> conflict(RuleSet set) {
        return sets.values().stream()
                .filter(other -> other.owner() != set.owner())
                .flatMap(other -> other.ranges().stream())
                .filter(other ->
                        set.ranges().stream().anyMatch(own -> own.span().overlaps(other.span())))
                .findFirst();
    }

    /// The rule of a key.
    public Optional<Rule> at(Key key) {
        return Optional.ofNullable(byKey.floorEntry(key))
                .map(Map.Entry::getValue)
                .filter(range -> range.span().contains(key))
                .map(Ranged::rule);
    }

    /// Whether the keys below this one have another rule.
    public boolean changesAt(Key key) {
        Optional<Rule> below =
                Optional.ofNullable(byKey.lowerEntry(key))
                        .map(Map.Entry::getValue)
                        .filter(range -> reaches(range.span(), key))
                        .map(Ranged::rule);
        return !below.equals(at(key));
    }

    private static boolean reaches(Span span, Key key) {
        return span.until().map(until -> until.compareTo(key) >= 0).orElse(true);
    }

    /// The first key inside a span, but its first, at which the rule changes.
    public Optional<Key> firstChangeIn(Span span) {
        if (byKey.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<Key, Ranged> before = byKey.floorEntry(span.from());
        NavigableMap<Key, Ranged> from =
                byKey.tailMap(before == null ? span.from() : before.getKey(), true);
        for (Ranged range : from.values()) {
            if (span.canSplitAt(range.span().from()) && changesAt(range.span().from())) {
                return Optional.of(range.span().from());
            }
            Optional<Key> end = range.span().until();
            if (end.isPresent() && span.canSplitAt(end.get()) && changesAt(end.get())) {
                return end;
            }
            if (isBeyond(range.span().from(), span)) {
                break;
            }
        }
        return Optional.empty();
    }

    private static boolean isBeyond(Key key, Span span) {
        return span.until().map(until -> key.compareTo(until) >= 0).orElse(false);
    }

    /// How many voters a shard of these keys is to have.
    ///
    /// @param usual where there is no rule
    public int replicasOf(Span span, int usual) {
        if (byKey.isEmpty()) {
            return usual;
        }
        int most = replicas(span.from(), usual);
        Span rest = span;
        Optional<Key> change = firstChangeIn(rest);
        while (change.isPresent()) {
            most = Math.max(most, replicas(change.get(), usual));
            rest = new Span(change.get(), span.until());
            change = firstChangeIn(rest);
        }
        return most;
    }

    /// How many learners a shard of these keys is to have; none until it is cut where the rule
    /// changes, since only voters take part in a cut.
    public int learnersOf(Span span) {
        return at(span.from())
                .map(Rule::learners)
                .filter(learners -> learners == 0 || firstChangeIn(span).isEmpty())
                .orElse(0);
    }

    private int replicas(Key key, int usual) {
        return at(key).flatMap(Rule::replicas).orElse(usual);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rules rules && sets.equals(rules.sets);
    }

    @Override
    public int hashCode() {
        return sets.hashCode();
    }
}
