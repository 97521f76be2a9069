package dev.isochron.txn.world;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.Request.Participant;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TimestampLimit;
import dev.isochron.txn.Home;
import dev.isochron.txn.TxnSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One transaction over a few shards, and what may happen to it.
///
/// Shard 0 has the anchor. Each shard has two rows: the transaction read the first, and writes the
/// second, if it writes there.
///
/// @param sites one for each shard
/// @param blind whether it read nothing, and quotes no tenure
/// @param limits how much may go wrong
/// @param moves what else may happen
record Plan(String name, List<Site> sites, boolean blind, Limits limits, Set<Move> moves) {

    static final long START = 100;
    static final long TICK = 10;
    static final long BIRTH = 50;
    static final TxnId TXN = new TxnId(new Timestamp(BIRTH), 1, 1);
    static final Attempt ATTEMPT = new Attempt(TXN, new Age(TXN), "", "");

    static final TxnSettings SETTINGS =
            new TxnSettings(
                    new TxnSettings.Vote(15, 5),
                    new TxnSettings.Patience(25, 7, 17, 30),
                    new TxnSettings.Outcomes(1_000_000, 1_000_000),
                    new TimestampLimit(1_000));

    /// @param writes whether the transaction writes there
    /// @param skew how far the clock's interval reaches to both sides
    /// @param lease how far the lease can reach beyond the clock
    /// @param logsReads whether read locks are few enough to log
    record Site(boolean writes, int skew, int lease, boolean logsReads) {
        static Site writing() {
            return new Site(true, 0, 40, false);
        }

        static Site reading() {
            return new Site(false, 0, 40, false);
        }

        Site ahead(int by) {
            return new Site(writes, by, lease, logsReads);
        }

        Site leased(int nanos) {
            return new Site(writes, skew, nanos, logsReads);
        }

        Site loggingReads() {
            return new Site(writes, skew, lease, true);
        }
    }

    /// @param ticks how often time moves on
    /// @param crashes of leaders, all shards together
    /// @param rivals writes of others, all shards together
    /// @param ahead how far timestamps may run ahead of a shard's clock: where worlds that go on
    ///   for ever, because a request comes again and again, are cut
    record Limits(int ticks, int crashes, int rivals, int ahead) {}

    enum Move {
        /// Another transaction writes what it finds unlocked, in one step.
        RIVAL,
        /// An older transaction wants the locks, or the client is silent for too long.
        WOUND,
        /// The outcome horizon passes the transaction.
        HORIZON,
        /// The client asks for the outcome.
        ASK
    }

    Plan with(Move... more) {
        Set<Move> all = EnumSet.noneOf(Move.class);
        all.addAll(moves);
        all.addAll(List.of(more));
        return new Plan(name, sites, blind, limits, all);
    }

    static Span span(int shard) {
        return Span.of(readKey(shard), Key.of((byte) (16 * shard + 8)));
    }

    static Key readKey(int shard) {
        return Key.of((byte) (16 * shard + 1));
    }

    static Key writeKey(int shard) {
        return Key.of((byte) (16 * shard + 2));
    }

    static int owner(Key key) {
        return key.byteAt(0) / 16;
    }

    static Home home(int shard) {
        Span keys = Span.of(Key.of((byte) (16 * shard)), Key.of((byte) (16 * shard + 16)));
        return new Home(new ShardId(shard + 1), keys);
    }

    /// The tenure under which the first leader locked.
    static final Tenure FIRST = new Tenure(1, 1, 0);

    Share share(int shard) {
        List<Write> writes =
                sites.get(shard).writes()
                        ? List.of(new Write.Put(writeKey(shard), Bytes.of(), Expectation.ANYTHING))
                        : List.of();
        Optional<Tenure> tenure = blind ? Optional.empty() : Optional.of(FIRST);
        return new Share(span(shard), tenure, List.of(), writes);
    }

    Request.Prepare prepare(int shard) {
        return new Request.Prepare(route(shard), ATTEMPT, Optional.of(writeKey(0)), share(shard));
    }

    Request.Commit commit() {
        return commit(Timestamp.MAX);
    }

    Request.Commit commit(Timestamp bound) {
        List<Participant> others = new ArrayList<>();
        for (int shard = 1; shard < sites.size(); shard++) {
            others.add(new Participant(span(shard), sites.get(shard).writes()));
        }
        return new Request.Commit(
                route(0), ATTEMPT, writeKey(0), share(0), others, Timestamp.MIN, bound);
    }

    private static Route route(int shard) {
        return new Route(new ShardId(shard + 1), new Generation(1));
    }
}
