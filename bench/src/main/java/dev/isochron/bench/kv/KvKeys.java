package dev.isochron.bench.kv;

import dev.isochron.bench.harness.Words;

/// How rows are chosen within a shard.
public enum KvKeys {
    /// Each as often as any other.
    UNIFORM,

    /// Few of them most of the time: Zipf's law, as YCSB has it.
    SKEWED,

    /// Always the same one.
    HOT;

    @Override
    public String toString() {
        return Words.of(this);
    }

    static KvKeys of(String word) {
        return Words.in(KvKeys.class, word);
    }
}
