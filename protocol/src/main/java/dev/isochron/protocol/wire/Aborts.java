package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.duration;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.store.Wire;

/// Why transactions were undone, out and in.
final class Aborts {
    private Aborts() {}

    static void write(Aborted aborted, Wire.Failure.Builder to) {
        switch (aborted) {
            case Aborted.Wounded wounded -> to.setWounded(wounded(wounded));
            case Aborted.LockUnavailable lock -> to.setLockUnavailable(lockUnavailable(lock));
            case Aborted.LocksLost(var shard, var tenure) ->
                    to.setLocksLost(
                            Wire.LocksLost.newBuilder()
                                    .setShard(shard.value())
                                    .setTenure(Nouns.of(tenure)));
            case Aborted.BoundMissed(var voter, var needed, var bound) ->
                    to.setBoundMissed(
                            Wire.BoundMissed.newBuilder()
                                    .setVoter(Nouns.of(voter))
                                    .setNeeded(needed.nanos())
                                    .setBound(bound.nanos()));
            case Aborted.VoteMissing(var missing, var waited) ->
                    to.setVoteMissing(
                            Wire.VoteMissing.newBuilder()
                                    .setMissing(Nouns.of(missing))
                                    .setWaitedNanos(Fields.nanos(waited)));
            case Aborted.ReadChanged(var row, var readAt, var changedAt) ->
                    to.setReadChanged(
                            Wire.ReadChanged.newBuilder()
                                    .setRow(Nouns.of(row))
                                    .setReadAt(readAt.nanos())
                                    .setChangedAt(changedAt.nanos()));
            case Aborted.DecidedByInquiry(var id) -> to.setDecidedByInquiry(Nouns.of(id));
            case Aborted.IdleTooLong(var idle, var limit) ->
                    to.setIdleTooLong(
                            Wire.IdleTooLong.newBuilder()
                                    .setIdleNanos(Fields.nanos(idle))
                                    .setLimitNanos(Fields.nanos(limit)));
            case Aborted.BornTooEarly(var id, var horizon) ->
                    to.setBornTooEarly(
                            Wire.BornTooEarly.newBuilder()
                                    .setId(Nouns.of(id))
                                    .setHorizon(horizon.nanos()));
        }
    }

    private static Wire.Wounded wounded(Aborted.Wounded wounded) {
        return Wire.Wounded.newBuilder()
                .setRow(Nouns.of(wounded.row()))
                .setMode(Nouns.of(wounded.mode()))
                .setOther(Nouns.of(wounded.other()))
                .setRule(
                        switch (wounded.rule()) {
                            case HELD_BY_YOUNGER -> Wire.Wounded.Rule.HELD_BY_YOUNGER;
                            case AWAITED_BY_YOUNGER -> Wire.Wounded.Rule.AWAITED_BY_YOUNGER;
                            case SUPERSEDED -> Wire.Wounded.Rule.SUPERSEDED;
                            case VOTED_BUT_UNDECIDED -> Wire.Wounded.Rule.VOTED_BUT_UNDECIDED;
                        })
                .build();
    }

    private static Wire.LockUnavailable lockUnavailable(Aborted.LockUnavailable lock) {
        return Wire.LockUnavailable.newBuilder()
                .setRow(Nouns.of(lock.row()))
                .setMode(Nouns.of(lock.mode()))
                .setHolder(Nouns.of(lock.holder()))
                .setWaitedNanos(Fields.nanos(lock.waited()))
                .build();
    }

    /// Reads one whose kind is known to be an abort.
    static Aborted read(Wire.Failure from) throws MalformedMessage {
        return switch (from.getKindCase()) {
            case WOUNDED -> wounded(from.getWounded());
            case LOCK_UNAVAILABLE -> lockUnavailable(from.getLockUnavailable());
            case LOCKS_LOST ->
                    new Aborted.LocksLost(
                            Nouns.shard(from.getLocksLost().getShard()),
                            Nouns.tenure(from.getLocksLost().getTenure()));
            case BOUND_MISSED ->
                    new Aborted.BoundMissed(
                            Nouns.span(from.getBoundMissed().getVoter()),
                            timestamp(from.getBoundMissed().getNeeded()),
                            timestamp(from.getBoundMissed().getBound()));
            case VOTE_MISSING ->
                    new Aborted.VoteMissing(
                            Nouns.span(from.getVoteMissing().getMissing()),
                            duration(from.getVoteMissing().getWaitedNanos()));
            case READ_CHANGED ->
                    new Aborted.ReadChanged(
                            Nouns.row(from.getReadChanged().getRow()),
                            timestamp(from.getReadChanged().getReadAt()),
                            timestamp(from.getReadChanged().getChangedAt()));
            case DECIDED_BY_INQUIRY ->
                    new Aborted.DecidedByInquiry(Nouns.txn(from.getDecidedByInquiry()));
            case IDLE_TOO_LONG ->
                    new Aborted.IdleTooLong(
                            duration(from.getIdleTooLong().getIdleNanos()),
                            duration(from.getIdleTooLong().getLimitNanos()));
            case BORN_TOO_EARLY ->
                    new Aborted.BornTooEarly(
                            Nouns.txn(from.getBornTooEarly().getId()),
                            timestamp(from.getBornTooEarly().getHorizon()));
            default -> throw new MalformedMessage("an abort of no known kind");
        };
    }

    private static Aborted wounded(Wire.Wounded from) throws MalformedMessage {
        VictimRule rule =
                switch (from.getRule()) {
                    case HELD_BY_YOUNGER -> VictimRule.HELD_BY_YOUNGER;
                    case AWAITED_BY_YOUNGER -> VictimRule.AWAITED_BY_YOUNGER;
                    case SUPERSEDED -> VictimRule.SUPERSEDED;
                    case VOTED_BUT_UNDECIDED -> VictimRule.VOTED_BUT_UNDECIDED;
                    case RULE_UNSPECIFIED, UNRECOGNIZED ->
                            throw new MalformedMessage("a victim of no known rule");
                };
        return new Aborted.Wounded(
                Nouns.row(from.getRow()),
                Nouns.mode(from.getMode()),
                Nouns.contender(from.getOther()),
                rule);
    }

    private static Aborted lockUnavailable(Wire.LockUnavailable from) throws MalformedMessage {
        return new Aborted.LockUnavailable(
                Nouns.row(from.getRow()),
                Nouns.mode(from.getMode()),
                Nouns.contender(from.getHolder()),
                duration(from.getWaitedNanos()));
    }
}
