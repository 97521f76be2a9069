package dev.isochron.simulation.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.Newest;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.RecordPage;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares everything that a replica can be asked with what the model says.
final class ReplicaJudge {
    private final Generator chance;

    ReplicaJudge(Generator chance) {
        this.chance = chance;
    }

    /// @param now no version is later
    void compare(ReplicaStore replica, ShardModel model, StoryKeys keys, long now) {
        require(model.span, replica.span());
        require(model.horizon, replica.horizon().nanos());
        long at = chance.between(model.horizon, now + 1);
        for (Key key : keys.all()) {
            if (model.span.contains(key)) {
                require(model.read(key, at), read(replica, key, at, model.horizon));
            }
        }
        List<String> rows = model.scan(model.span, at);
        require(rows, scan(replica, model, at, Direction.FORWARD));
        require(rows.reversed(), scan(replica, model, at, Direction.REVERSE));
        require(model.met(model.span, now), newest(replica, model));
        for (int kind = 0; kind < StoryKeys.KINDS; kind++) {
            require(model.records(StoryKeys.kind(kind)), records(replica, StoryKeys.kind(kind)));
        }
        requireRefusal(replica, model.horizon);
    }

    private static String read(ReplicaStore replica, Key key, long at, long horizon) {
        return switch (replica.read(key, new Timestamp(at))) {
            case Lookup.Value(Timestamp found, byte[] row) ->
                    found.nanos() + " " + new String(row, UTF_8);
            case Lookup.Tombstone(Timestamp found) ->
                    found.nanos() <= horizon ? "nothing" : found.nanos() + " gone";
            case Lookup.Nothing() -> "nothing";
        };
    }

    private List<String> scan(
            ReplicaStore replica, ShardModel model, long at, Direction direction) {
        List<String> rows = new ArrayList<>();
        long met = model.horizon;
        Optional<Span> rest = Optional.of(model.span);
        while (rest.isPresent()) {
            ScanLimits limits =
                    new ScanLimits(
                            1 + chance.nextInt(9), 1 + chance.nextInt(99), 1 + chance.nextInt(30));
            Page page = replica.scan(rest.get(), new Timestamp(at), direction, limits);
            page.rows()
                    .forEach(row ->
                            rows.add(
                                    "%s %d %s"
                                            .formatted(
                                                    row.key(),
                                                    row.at().nanos(),
                                                    new String(row.row(), UTF_8))));
            met = Math.max(met, page.met().nanos());
            require(true, page.rest().isEmpty() || !page.rest().equals(rest));
            rest = page.rest();
        }
        require(model.met(model.span, at), met);
        return rows;
    }

    private long newest(ReplicaStore replica, ShardModel model) {
        long newest = model.horizon;
        Optional<Span> rest = Optional.of(model.span);
        while (rest.isPresent()) {
            Newest part = replica.newest(rest.get(), 1 + chance.nextInt(20));
            newest = Math.max(newest, part.timestamp().nanos());
            rest = part.rest();
        }
        return newest;
    }

    private List<String> records(ReplicaStore replica, byte kind) {
        List<String> all = new ArrayList<>();
        int limit = 1 + chance.nextInt(5);
        RecordPage page = replica.records(kind, replica.span(), limit);
        while (true) {
            page.records()
                    .forEach(one -> all.add(one.key() + "=" + new String(one.content(), UTF_8)));
            Optional<RecordKey> rest = page.rest();
            if (rest.isEmpty()) {
                return all;
            }
            page = replica.recordsFrom(rest.get(), replica.span(), limit);
        }
    }

    private static void requireRefusal(ReplicaStore replica, long horizon) {
        if (horizon > 0) {
            try {
                replica.read(replica.span().from(), new Timestamp(horizon - 1));
            } catch (RequestFailed refused) {
                return;
            }
            throw new AssertionError("a read below the horizon was answered");
        }
    }

    static void require(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + "\n but was " + actual);
        }
    }
}
