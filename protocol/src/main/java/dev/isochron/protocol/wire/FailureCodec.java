package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.guarded;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.store.Wire;
import java.util.Optional;

/// Failures, out and in.
public final class FailureCodec {
    private FailureCodec() {}

    public static Wire.Failure write(Failure failure) {
        Wire.Failure.Builder to = Wire.Failure.newBuilder();
        switch (failure) {
            case BadInput bad -> BadInputs.write(bad, to);
            case Aborted aborted -> Aborts.write(aborted, to);
            case Unavailable not -> Unavailables.write(not, to);
            case Misrouted.WrongShard wrong ->
                    to.setWrongShard(
                            Wire.WrongShard.newBuilder()
                                    .setAsked(Nouns.of(wrong.asked()))
                                    .setCurrent(EntryCodec.write(wrong.current())));
            case Misrouted.NotLeader not -> to.setNotLeader(notLeader(not));
            case OutcomeUnknown unknown ->
                    to.setOutcomeUnknown(
                            Wire.OutcomeUnknown.newBuilder()
                                    .setId(Nouns.of(unknown.id()))
                                    .setReason(unknown.reason())
                                    .setForGood(unknown.forGood()));
        }
        return to.build();
    }

    private static Wire.NotLeader notLeader(Misrouted.NotLeader not) {
        Wire.NotLeader.Builder to = Wire.NotLeader.newBuilder().setAsked(Nouns.of(not.asked()));
        not.leader().ifPresent(leader -> to.setLeader(Nouns.of(leader)));
        return to.build();
    }

    /// Reads a failure as it was written.
    ///
    /// @throws MalformedMessage if nothing fails so
    public static Failure read(Wire.Failure from) throws MalformedMessage {
        return guarded(from, FailureCodec::failure);
    }

    static Failure failure(Wire.Failure from) throws MalformedMessage {
        return switch (from.getKindCase()) {
            case LONG_KEY,
                    LARGE_ROW,
                    LARGE_TRANSACTION,
                    FUTURE_TIMESTAMP,
                    SNAPSHOT_TOO_OLD,
                    REQUEST_TOO_OLD,
                    UNKNOWN_TABLE,
                    UNKNOWN_COLUMN,
                    WRONG_TYPE,
                    MISSING_VALUE,
                    DUPLICATE_ROW,
                    MISSING_ROW,
                    INDEXED_TABLE,
                    READ_ONLY,
                    BAD_TOKEN,
                    MALFORMED_REQUEST ->
                    BadInputs.read(from);
            case WOUNDED,
                    LOCK_UNAVAILABLE,
                    LOCKS_LOST,
                    BOUND_MISSED,
                    VOTE_MISSING,
                    READ_CHANGED,
                    DECIDED_BY_INQUIRY,
                    IDLE_TOO_LONG,
                    BORN_TOO_EARLY ->
                    Aborts.read(from);
            case OVERLOADED,
                    DISK_FULL,
                    CLOCK_UNUSABLE,
                    DAMAGED_ROW,
                    UNREACHABLE,
                    DEADLINE_EXCEEDED,
                    CANCELLED,
                    CLIENT_CLOSED,
                    ROW_QUEUE_FULL ->
                    Unavailables.read(from);
            case WRONG_SHARD ->
                    new Misrouted.WrongShard(
                            Nouns.route(from.getWrongShard().getAsked()),
                            EntryCodec.entry(from.getWrongShard().getCurrent()));
            case NOT_LEADER -> notLeader(from.getNotLeader());
            case OUTCOME_UNKNOWN ->
                    new OutcomeUnknown(
                            Nouns.txn(from.getOutcomeUnknown().getId()),
                            Fields.text(from.getOutcomeUnknown().getReason()),
                            from.getOutcomeUnknown().getForGood());
            case KIND_NOT_SET -> throw new MalformedMessage("a failure of no known kind");
        };
    }

    private static Failure notLeader(Wire.NotLeader from) throws MalformedMessage {
        return new Misrouted.NotLeader(
                Nouns.route(from.getAsked()),
                from.hasLeader() ? Optional.of(Nouns.place(from.getLeader())) : Optional.empty());
    }
}
