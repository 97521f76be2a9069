package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.key;
import static dev.isochron.protocol.wire.Fields.list;
import static dev.isochron.protocol.wire.Fields.require;
import static dev.isochron.protocol.wire.Fields.row;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.Tenure;
import java.util.List;
import java.util.Optional;

/// What a transaction leaves to a shard, out and in.
final class Shares {

    /// Writes in one share: as many deletes of short keys as fit one message.
    static final int MAX_WRITES = 1 << 18;

    /// Reads to be checked in one share.
    static final int MAX_CHECKS = 1 << 16;

    private Shares() {}

    static Wire.Share of(Share share) {
        Wire.Share.Builder to = Wire.Share.newBuilder().setSpan(Nouns.of(share.span()));
        share.tenure().ifPresent(tenure -> to.setTenure(Nouns.of(tenure)));
        for (Share.Check check : share.checks()) {
            to.addChecks(
                    Wire.Check.newBuilder()
                            .setSpan(Nouns.of(check.span()))
                            .setMode(Nouns.of(check.mode()))
                            .setReadAt(check.readAt().nanos()));
        }
        share.writes().forEach(write -> to.addWrites(of(write)));
        return to.build();
    }

    private static Wire.Write of(Write write) {
        Wire.Write.Builder to =
                Wire.Write.newBuilder()
                        .setKey(Fields.of(write.key()))
                        .setExpects(
                                switch (write.expects()) {
                                    case ANYTHING -> Wire.Write.Expectation.ANYTHING;
                                    case ABSENT -> Wire.Write.Expectation.ABSENT;
                                    case PRESENT -> Wire.Write.Expectation.PRESENT;
                                });
        switch (write) {
            case Write.Put put -> to.setPut(Fields.of(put.row()));
            case Write.Patch patch ->
                    to.setPatch(
                            Wire.Patch.newBuilder()
                                    .setColumns(patch.columns().bits())
                                    .setRow(Fields.of(patch.row())));
            case Write.Delete _ -> to.setDelete(Wire.Delete.getDefaultInstance());
        }
        return to.build();
    }

    /// A share whose every key is inside its span, with its writes in key order and one for each.
    static Share share(Wire.Share from) throws MalformedMessage {
        require(from.hasSpan(), "a share without a span");
        Optional<Tenure> tenure =
                from.hasTenure() ? Optional.of(Nouns.tenure(from.getTenure())) : Optional.empty();
        Share share =
                new Share(
                        Nouns.span(from.getSpan()),
                        tenure,
                        list(from.getChecksList(), MAX_CHECKS, "checks", Shares::check),
                        list(from.getWritesList(), MAX_WRITES, "writes", Shares::write));
        for (Share.Check check : share.checks()) {
            require(share.span().contains(check.span()), "a check outside its share");
        }
        requireOrder(share);
        return share;
    }

    private static void requireOrder(Share share) throws MalformedMessage {
        List<Write> writes = share.writes();
        for (int i = 0; i < writes.size(); i++) {
            Key key = writes.get(i).key();
            require(share.span().contains(key), "a write outside its share");
            require(
                    i == 0 || writes.get(i - 1).key().isBelow(key),
                    "writes that are not in the order of their keys");
        }
    }

    private static Share.Check check(Wire.Check from) throws MalformedMessage {
        return new Share.Check(
                Nouns.span(from.getSpan()),
                Nouns.mode(from.getMode()),
                timestamp(from.getReadAt()));
    }

    private static Write write(Wire.Write from) throws MalformedMessage {
        Key key = key(from.getKey());
        return switch (from.getWhatCase()) {
            case PUT -> new Write.Put(key, row(from.getPut()), expectation(from));
            case PATCH -> patch(key, from);
            case DELETE -> new Write.Delete(key, expectation(from));
            case WHAT_NOT_SET -> throw new MalformedMessage("a write of nothing known");
        };
    }

    private static Write patch(Key key, Wire.Write from) throws MalformedMessage {
        ColumnSet columns = new ColumnSet(from.getPatch().getColumns());
        require(!columns.isEmpty(), "a patch of no column");
        require(
                expectation(from) == Expectation.PRESENT,
                "a patch of a row that need not be there");
        return new Write.Patch(key, columns, row(from.getPatch().getRow()));
    }

    private static Expectation expectation(Wire.Write from) throws MalformedMessage {
        return switch (from.getExpects()) {
            case ANYTHING -> Expectation.ANYTHING;
            case ABSENT -> Expectation.ABSENT;
            case PRESENT -> Expectation.PRESENT;
            case UNRECOGNIZED -> throw new MalformedMessage("a write that expects nothing known");
        };
    }
}
