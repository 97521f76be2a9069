package dev.isochron.simulation.machine;

import dev.isochron.paxos.replica.Rule;
import dev.isochron.shard.lock.LockRule;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.StorageRule;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/// What is left out or broken on purpose, by the name of the rule; nothing in earnest.
///
/// @param names in the order in which they were given
public record Omissions(Set<String> names) {

    /// The product as it is.
    public static final Omissions NONE = new Omissions(Set.of());

    public Omissions {
        names = new LinkedHashSet<>(names);
    }

    /// Without these rules, with these mutations.
    ///
    /// @throws IllegalArgumentException if one is not [#known]
    public static Omissions of(Collection<String> names) {
        for (String name : names) {
            if (known().noneMatch(name::equals)) {
                throw new IllegalArgumentException("there is no rule and no mutation " + name);
            }
        }
        return new Omissions(new LinkedHashSet<>(names));
    }

    /// Without these rules, with these mutations.
    public static Omissions of(Enum<?>... names) {
        return of(Arrays.stream(names).map(Enum::name).toList());
    }

    /// All names: rules of the log, of shards, of two-phase commit, of lock tables, of stores;
    /// mutations of what surrounds them.
    public static Stream<String> known() {
        return Stream.of(
                        Rule.values(),
                        ShardRule.values(),
                        dev.isochron.txn.Rule.values(),
                        LockRule.values(),
                        StorageRule.values(),
                        Mutation.values())
                .flatMap(Arrays::stream)
                .map(Enum::name);
    }

    /// The rules of the log that are kept.
    public Set<Rule> log() {
        return kept(Rule.class);
    }

    /// The rules of shards that are kept.
    public ShardRules shards() {
        return new ShardRules(
                kept(ShardRule.class), kept(dev.isochron.txn.Rule.class), kept(LockRule.class));
    }

    /// The rules of stores that are kept.
    public Set<StorageRule> storage() {
        return kept(StorageRule.class);
    }

    private <E extends Enum<E>> Set<E> kept(Class<E> rules) {
        EnumSet<E> kept = EnumSet.allOf(rules);
        kept.removeIf(rule -> names.contains(rule.name()));
        return kept;
    }

    public boolean has(Mutation mutation) {
        return names.contains(mutation.name());
    }

    /// As a command line has them; empty if there are none.
    public String options() {
        return names.stream().map(name -> " --without " + name).reduce(String::concat).orElse("");
    }
}
