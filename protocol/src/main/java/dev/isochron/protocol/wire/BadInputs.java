package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.count;
import static dev.isochron.protocol.wire.Fields.cut;
import static dev.isochron.protocol.wire.Fields.number;
import static dev.isochron.protocol.wire.Fields.text;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.store.Wire;

/// What was refused for what it was, out and in.
final class BadInputs {
    private BadInputs() {}

    static void write(BadInput bad, Wire.Failure.Builder to) {
        switch (bad) {
            case BadInput.LongKey key -> to.setLongKey(longKey(key));
            case BadInput.LargeRow row ->
                    to.setLargeRow(
                            Wire.LargeRow.newBuilder()
                                    .setTable(cut(row.table()))
                                    .setBytes(row.bytes())
                                    .setLimit(row.limit())
                                    .setLargest(cut(row.largest())));
            case BadInput.LargeTransaction(String what, long count, long limit) ->
                    to.setLargeTransaction(
                            Wire.LargeTransaction.newBuilder()
                                    .setWhat(cut(what))
                                    .setCount(count)
                                    .setLimit(limit));
            case BadInput.FutureTimestamp(var asked, var now, var ahead) ->
                    to.setFutureTimestamp(
                            Wire.FutureTimestamp.newBuilder()
                                    .setAsked(asked.nanos())
                                    .setNow(now.nanos())
                                    .setAheadNanos(Fields.nanos(ahead)));
            case BadInput.SnapshotTooOld(var asked, var horizon) ->
                    to.setSnapshotTooOld(
                            Wire.SnapshotTooOld.newBuilder()
                                    .setAsked(asked.nanos())
                                    .setHorizon(horizon.nanos()));
            case BadInput.RequestTooOld(var asked, var kept) ->
                    to.setRequestTooOld(
                            Wire.RequestTooOld.newBuilder()
                                    .setAsked(asked.nanos())
                                    .setKeptNanos(Fields.nanos(kept)));
            case BadInput.UnknownTable(String name) -> to.setUnknownTable(cut(name));
            case BadInput.UnknownColumn(String table, String name) ->
                    to.setUnknownColumn(named(table, name));
            case BadInput.WrongType(String column, String detail) ->
                    to.setWrongType(named(column, detail));
            case BadInput.MissingValue(String column, String detail) ->
                    to.setMissingValue(named(column, detail));
            case BadInput.DuplicateRow(var row, String constraint) ->
                    to.setDuplicateRow(
                            Wire.DuplicateRow.newBuilder()
                                    .setRow(Nouns.of(row))
                                    .setConstraint(cut(constraint)));
            case BadInput.MissingRow(var row) -> to.setMissingRow(Nouns.of(row));
            case BadInput.IndexedTable(String table) -> to.setIndexedTable(cut(table));
            case BadInput.ReadOnly(String statement) -> to.setReadOnly(cut(statement));
            case BadInput.BadToken(String detail) -> to.setBadToken(cut(detail));
            case BadInput.MalformedRequest(String detail) -> to.setMalformedRequest(cut(detail));
        }
    }

    private static Wire.LongKey longKey(BadInput.LongKey key) {
        Wire.LongKey.Builder to =
                Wire.LongKey.newBuilder()
                        .setWhere(cut(key.where()))
                        .setBytes(key.bytes())
                        .setLimit(key.limit());
        for (KeyTooLong.Part part : key.parts()) {
            to.addParts(Wire.Part.newBuilder().setName(cut(part.name())).setBytes(part.bytes()));
        }
        return to.build();
    }

    private static Wire.Named named(String name, String detail) {
        return Wire.Named.newBuilder().setName(cut(name)).setDetail(cut(detail)).build();
    }

    /// Reads one whose kind is known to be bad input.
    static BadInput read(Wire.Failure from) throws MalformedMessage {
        return switch (from.getKindCase()) {
            case LONG_KEY -> longKey(from.getLongKey());
            case LARGE_ROW ->
                    new BadInput.LargeRow(
                            text(from.getLargeRow().getTable()),
                            number(from.getLargeRow().getBytes(), "a length"),
                            count(from.getLargeRow().getLimit(), "a limit"),
                            text(from.getLargeRow().getLargest()));
            case LARGE_TRANSACTION ->
                    new BadInput.LargeTransaction(
                            text(from.getLargeTransaction().getWhat()),
                            number(from.getLargeTransaction().getCount(), "a count"),
                            number(from.getLargeTransaction().getLimit(), "a limit"));
            case FUTURE_TIMESTAMP ->
                    new BadInput.FutureTimestamp(
                            timestamp(from.getFutureTimestamp().getAsked()),
                            timestamp(from.getFutureTimestamp().getNow()),
                            Fields.duration(from.getFutureTimestamp().getAheadNanos()));
            case SNAPSHOT_TOO_OLD ->
                    new BadInput.SnapshotTooOld(
                            timestamp(from.getSnapshotTooOld().getAsked()),
                            timestamp(from.getSnapshotTooOld().getHorizon()));
            case REQUEST_TOO_OLD ->
                    new BadInput.RequestTooOld(
                            timestamp(from.getRequestTooOld().getAsked()),
                            Fields.duration(from.getRequestTooOld().getKeptNanos()));
            case UNKNOWN_TABLE -> new BadInput.UnknownTable(text(from.getUnknownTable()));
            case UNKNOWN_COLUMN ->
                    new BadInput.UnknownColumn(
                            text(from.getUnknownColumn().getName()),
                            text(from.getUnknownColumn().getDetail()));
            case WRONG_TYPE ->
                    new BadInput.WrongType(
                            text(from.getWrongType().getName()),
                            text(from.getWrongType().getDetail()));
            case MISSING_VALUE ->
                    new BadInput.MissingValue(
                            text(from.getMissingValue().getName()),
                            text(from.getMissingValue().getDetail()));
            case DUPLICATE_ROW ->
                    new BadInput.DuplicateRow(
                            Nouns.row(from.getDuplicateRow().getRow()),
                            text(from.getDuplicateRow().getConstraint()));
            case MISSING_ROW -> new BadInput.MissingRow(Nouns.row(from.getMissingRow()));
            case INDEXED_TABLE -> new BadInput.IndexedTable(text(from.getIndexedTable()));
            case READ_ONLY -> new BadInput.ReadOnly(text(from.getReadOnly()));
            case BAD_TOKEN -> new BadInput.BadToken(text(from.getBadToken()));
            case MALFORMED_REQUEST ->
                    new BadInput.MalformedRequest(text(from.getMalformedRequest()));
            default -> throw new MalformedMessage("bad input of no known kind");
        };
    }

    private static BadInput longKey(Wire.LongKey from) throws MalformedMessage {
        return new BadInput.LongKey(
                text(from.getWhere()),
                count(from.getBytes(), "a length"),
                count(from.getLimit(), "a limit"),
                Fields.list(
                        from.getPartsList(),
                        Table.MAX_KEY_COLUMNS,
                        "parts of a key",
                        BadInputs::part));
    }

    private static KeyTooLong.Part part(Wire.Part from) throws MalformedMessage {
        return new KeyTooLong.Part(text(from.getName()), count(from.getBytes(), "a length"));
    }
}
