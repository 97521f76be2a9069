package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.count;
import static dev.isochron.protocol.wire.Fields.duration;
import static dev.isochron.protocol.wire.Fields.key;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.store.Wire;
import java.util.Optional;

/// What is read, as of when, and with how much patience; out and in.
final class Lookups {
    private Lookups() {}

    static Wire.Lookup of(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Point(var key) -> Wire.Lookup.newBuilder().setPoint(Fields.of(key)).build();
            case Lookup.Range(var span, var direction, int limit, var program) -> {
                Wire.Range.Builder range =
                        Wire.Range.newBuilder()
                                .setSpan(Nouns.of(span))
                                .setReverse(direction == Lookup.Direction.REVERSE)
                                .setLimit(limit);
                program.ifPresent(one -> range.setProgram(Programs.of(one)));
                yield Wire.Lookup.newBuilder().setRange(range).build();
            }
        };
    }

    static Lookup lookup(Wire.Lookup from) throws MalformedMessage {
        return switch (from.getWhatCase()) {
            case POINT -> new Lookup.Point(key(from.getPoint()));
            case RANGE -> range(from.getRange());
            case WHAT_NOT_SET -> throw new MalformedMessage("a lookup of nothing known");
        };
    }

    private static Lookup range(Wire.Range from) throws MalformedMessage {
        return new Lookup.Range(
                Nouns.span(from.getSpan()),
                from.getReverse() ? Lookup.Direction.REVERSE : Lookup.Direction.FORWARD,
                count(from.getLimit(), "a limit"),
                from.hasProgram()
                        ? Optional.of(Programs.program(from.getProgram()))
                        : Optional.empty());
    }

    static Wire.SnapshotRead.Builder of(ReadAt at) {
        Wire.SnapshotRead.Builder to = Wire.SnapshotRead.newBuilder();
        return switch (at) {
            case ReadAt.Strong(boolean oneShard) -> to.setStrong(oneShard);
            case ReadAt.Exact(var timestamp) -> to.setExact(timestamp.nanos());
            case ReadAt.ExactStaleness(var age) -> to.setExactStalenessNanos(Fields.nanos(age));
            case ReadAt.MaxStaleness(var age) -> to.setMaxStalenessNanos(Fields.nanos(age));
            case ReadAt.AtLeast(var timestamp) -> to.setAtLeast(timestamp.nanos());
        };
    }

    static ReadAt at(Wire.SnapshotRead from) throws MalformedMessage {
        return switch (from.getAtCase()) {
            case STRONG -> new ReadAt.Strong(from.getStrong());
            case EXACT -> new ReadAt.Exact(timestamp(from.getExact()));
            case EXACT_STALENESS_NANOS ->
                    new ReadAt.ExactStaleness(duration(from.getExactStalenessNanos()));
            case MAX_STALENESS_NANOS ->
                    new ReadAt.MaxStaleness(duration(from.getMaxStalenessNanos()));
            case AT_LEAST -> new ReadAt.AtLeast(timestamp(from.getAtLeast()));
            case AT_NOT_SET -> throw new MalformedMessage("a read as of no known moment");
        };
    }

    static LockWait patience(Wire.LockingRead.Patience from) throws MalformedMessage {
        return switch (from) {
            case WAIT -> LockWait.WAIT;
            case NO_WAIT -> LockWait.NO_WAIT;
            case SKIP -> LockWait.SKIP;
            case PATIENCE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new MalformedMessage("a locking read without known patience");
        };
    }
}
