package dev.isochron.shard.lock;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardId;
import java.time.Duration;
import java.util.function.Function;

/// Puts into words who gave way to whom, where, and why.
final class Blame {
    private final ShardId shard;
    private final Function<Key, RowName> names;

    Blame(ShardId shard, Function<Key, RowName> names) {
        this.shard = shard;
        this.names = names;
    }

    /// For the one that was met.
    Aborted.Wounded wounded(Meeting meeting, Attempt winner, VictimRule rule) {
        return new Aborted.Wounded(
                names.apply(meeting.key()), meeting.mode(), contender(winner), rule);
    }

    /// For the earlier attempt of a transaction.
    Aborted.Wounded superseded(Lock wanted, Attempt later) {
        return new Aborted.Wounded(
                names.apply(wanted.span().from()),
                wanted.mode(),
                contender(later),
                VictimRule.SUPERSEDED);
    }

    /// For the one that met.
    Aborted.LockUnavailable unavailable(Meeting meeting, Duration waited) {
        LockMode wanted = meeting.wanted().mode();
        return new Aborted.LockUnavailable(
                names.apply(meeting.key()), wanted, contender(meeting.other().attempt()), waited);
    }

    Unavailable.Overloaded full(int limit, String what) {
        return new Unavailable.Overloaded(
                "the lock table of %s, which has room for %d %s".formatted(shard, limit, what));
    }

    Unavailable.RowQueueFull queueFull(Lock wanted, int waiting) {
        return new Unavailable.RowQueueFull(names.apply(wanted.span().from()), waiting);
    }

    private static Contender contender(Attempt attempt) {
        return new Contender(attempt.id(), attempt.tag(), attempt.statement());
    }
}
