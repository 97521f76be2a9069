package dev.isochron.client.fake;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the fake store knows of one attempt.
final class FakeTxn {
    final Age age;
    final List<Lock> locks = new ArrayList<>();
    final Map<ShardId, Tenure> tenures = new TreeMap<>();
    final List<Share> prepared = new ArrayList<>();
    boolean ended;

    record Lock(Span span, LockMode mode) {}

    FakeTxn(Age age) {
        this.age = age;
    }

    boolean hasVoted() {
        return !prepared.isEmpty();
    }

    boolean conflictsWith(Span span, LockMode mode) {
        return !ended
                && locks.stream()
                        .anyMatch(
                                lock -> lock.span.overlaps(span) && lock.mode.conflictsWith(mode));
    }
}
