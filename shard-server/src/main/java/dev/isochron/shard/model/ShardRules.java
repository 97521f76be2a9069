package dev.isochron.shard.model;

import dev.isochron.shard.lock.LockRule;
import dev.isochron.txn.Rule;
import java.util.Set;

/// The rules that a replica keeps: its own, those of two-phase commit, those of its lock table.
public record ShardRules(Set<ShardRule> own, Set<Rule> txn, Set<LockRule> locks) {

    /// What production keeps.
    public static ShardRules all() {
        return new ShardRules(ShardRule.all(), Rule.all(), LockRule.all());
    }

    public static ShardRules allBut(ShardRule dropped) {
        return new ShardRules(ShardRule.allBut(dropped), Rule.all(), LockRule.all());
    }

    public static ShardRules allBut(Rule dropped) {
        return new ShardRules(ShardRule.all(), Rule.allBut(dropped), LockRule.all());
    }

    public static ShardRules allBut(LockRule dropped) {
        return new ShardRules(ShardRule.all(), Rule.all(), LockRule.allBut(dropped));
    }

    public boolean keeps(ShardRule rule) {
        return own.contains(rule);
    }
}
