package dev.isochron.node.ledger;

import dev.isochron.paxos.model.Slot;

/// One number that stands for all lines so far: equal chains over equally many lines mean equal
/// lines, up to chance. It guards against our own mistakes, not against forgery.
final class Chain {

    private Chain() {}

    static long link(long chain, long number, Slot slot, Batch.Line line) {
        long link = mix(chain ^ mix(number));
        link = mix(link ^ slot.value());
        link = mix(link ^ line.timestamp().nanos());
        link = mix(link ^ line.client().born().nanos());
        link = mix(link ^ line.client().number());
        link = mix(link ^ line.sequence());
        return mix(link ^ (long) line.payload().length() << 32 ^ line.payload().checksum());
    }

    /// A bijection that lets every bit of its input reach every bit of its result (the finalizer of
    /// Steele, Lea and Flood's SplitMix64).
    private static long mix(long z) {
        long a = (z + 0x9e3779b97f4a7c15L ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
