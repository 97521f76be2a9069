package dev.isochron.shard;

import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.model.ShardEffects.Answer;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.ShardState;
import dev.isochron.txn.Lease;
import java.util.List;
import java.util.Optional;

/// Which requests a replica takes, and what it may show.
final class Doors {
    private final ShardState state;
    private final Lease lease;
    private final ShardRules rules;

    Doors(ShardState state, Lease lease, ShardRules rules) {
        this.state = state;
        this.lease = lease;
        this.rules = rules;
    }

    /// Why a request is not for this replica, if it is not.
    ///
    /// @param entry what this replica knows of the shard
    /// @param leader who leads, as far as it knows
    Optional<Failure> objection(Request request, ShardEntry entry, Optional<Place> leader) {
        Route asked = request.route();
        boolean isHere = asked.shard().equals(state.store().shard());
        if (isHere && asked.generation().isNewerThan(state.generation())) {
            // This replica lags: what it knows of the shard helps nobody (attack 38).
            return Optional.of(new Misrouted.NotLeader(asked, leader));
        }
        boolean isMeant =
                isHere && (isOfThisGeneration(request) || !rules.keeps(ShardRule.CHECK_GENERATION));
        return isMeant
                ? RequestKeys.unfit(request)
                : Optional.of(new Misrouted.WrongShard(asked, entry));
    }

    private boolean isOfThisGeneration(Request request) {
        return (request.route().generation().equals(state.generation())
                        || RequestKeys.isOfAttempt(request))
                && RequestKeys.of(request).stream().allMatch(this::owns);
    }

    private boolean owns(Span span) {
        return state.store().span().contains(span);
    }

    /// A leader that slept through the end of its lease may not know of its successor yet. No
    /// commit would come of what it reads under its locks, but nobody shall see it (P3).
    List<Answer> shown(Turn turn, List<Answer> due, ShardEntry entry) {
        boolean shows =
                !due.isEmpty()
                        && due.stream().anyMatch(answer -> answer.reply() instanceof Reply.Locked);
        if (!shows
                || lease.end().isAfter(turn.latest())
                || !rules.keeps(ShardRule.SHOW_WITHIN_LEASE)) {
            return due;
        }
        Reply over = new Reply.Failed(new Misrouted.NotLeader(entry.route(), Optional.empty()));
        return due.stream()
                .map(answer ->
                        answer.reply() instanceof Reply.Locked
                                ? new Answer(answer.token(), over)
                                : answer)
                .toList();
    }
}
