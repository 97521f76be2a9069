package dev.isochron.node.heat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.controller.cluster.HotRow;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.lock.LockListing;
import dev.isochron.shard.lock.Ticket;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// How a leader finds out what its shard holds, where it could be cut, and what is hot.
class ShardWatchTest {
    private static final Route ROUTE = new Route(new ShardId(1), Generation.FIRST);
    private static final long TICK_NANOS = 250_000_000L;
    private static final int ROW = 500;

    private long now = 1;
    private final ReplicaStore store = admit();
    private final ShardWatch watch = new ShardWatch(() -> now);
    private Survey seen = Survey.NONE;

    @Test
    void bytesAreCountedPartByPartAndFollowWhatIsWritten() {
        put(0, 100, 100);
        tick(10);
        long first = seen.load().bytes();
        assertTrue(first > 10_000 * ROW && first < 10_000 * (ROW + 60), "it holds " + first);
        put(0, 100, 120);
        tick(1);
        assertTrue(seen.load().bytes() > first * 21 / 10, "what was written counts at once");
        tick(100);
        long third = seen.load().bytes();
        assertTrue(third > first * 118 / 100 && third < first * 122 / 100, "it holds " + third);
    }

    @Test
    void aBorderForSizeLeavesDirectoriesWhole() {
        put(0, 10, 700);
        tick(10);
        Key at = seen.bySize().orElseThrow().at();
        assertEquals(directory(5), at);
        assertEquals(50, seen.bySize().get().leftPercent(), 3);
    }

    @Test
    void aDirectoryThatIsTooLargeIsCutWithin() {
        put(3, 4, 5000);
        tick(10);
        Key at = seen.bySize().orElseThrow().at();
        assertTrue(at.startsWith(directory(3)) && at.isAbove(row(3, 2000)), at.toString());
    }

    @Test
    void aBorderForLoadLiesWhereTheRequestsAre() {
        put(0, 100, 1);
        ask(40, 500, i -> row(i % 10 < 8 ? 40 + i % 5 : i % 100, 0));
        Key at = seen.byLoad().orElseThrow().at();
        assertTrue(!at.isBelow(directory(40)) && !at.isAbove(directory(45)), at.toString());
        assertEquals(2000, (double) seen.load().requests(), 300);
        assertEquals(List.of(), seen.hot());
    }

    @Test
    void aRowThatNoCutPartsIsHotAndNamesWhoAsks() {
        put(0, 100, 1);
        ask(40, 100, i -> row(i % 10 == 0 ? i % 7 : 40, 0));
        assertEquals(Optional.empty(), seen.byLoad());
        HotRow hot = seen.hot().getFirst();
        assertEquals(row(40, 0), hot.row());
        assertEquals(360, (double) hot.requests(), 60);
        assertEquals("checkout", hot.tag());
        assertEquals("UPDATE stock SET n = n - 1", hot.statement());
    }

    @Test
    void aCalmShardHasNoHotRowHoweverOneSidedItIs() {
        put(0, 100, 1);
        ask(40, 5, _ -> row(40, 0));
        assertEquals(List.of(), seen.hot());
    }

    @Test
    void aQueueIsHotWhateverElseHappens() {
        put(0, 2, 1);
        List<LockListing.Wait> waits = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            Lock wanted = Lock.on(row(1, 0), LockMode.whole());
            waits.add(new LockListing.Wait(attempt(i), new Ticket(i), wanted, List.of()));
        }
        now += TICK_NANOS;
        seen = watch.look(store, Optional.of(new LockListing(List.of(), waits, false)));
        assertEquals(9, seen.hot().getFirst().waiting());
        assertEquals(row(1, 0), seen.hot().getFirst().row());
        assertEquals("checkout", seen.hot().getFirst().tag());
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        put(0, 100, 1);
        ask(40, 100, _ -> row(40, 0));
        tick(60);
        assertEquals(Optional.empty(), seen.byLoad());
        assertEquals(List.of(), seen.hot());
        assertTrue(seen.load().requests() < 40, seen.load().toString());
    }

    private void ask(int ticks, int perTick, IntFunction<Key> keys) {
        for (int tick = 0; tick < ticks; tick++) {
            for (int i = 0; i < perTick; i++) {
                Key key = keys.apply(tick * perTick + i);
                watch.asked(i % 2 == 0 ? locking(key) : snapshot(key));
            }
            tick(1);
        }
    }

    private static Request locking(Key key) {
        return new Request.LockingRead(
                ROUTE,
                attempt(7),
                Optional.<Tenure>empty(),
                List.of(new Lookup.Point(key)),
                LockMode.whole(),
                LockWait.WAIT);
    }

    private static Request snapshot(Key key) {
        return new Request.SnapshotRead(
                ROUTE, new ReadAt.Strong(false), List.of(new Lookup.Point(key)));
    }

    private static Attempt attempt(long number) {
        TxnId id = new TxnId(new Timestamp(number), number, 1);
        return new Attempt(id, new Age(id), "checkout", "UPDATE stock SET n = n - 1");
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            now += TICK_NANOS;
            seen = watch.look(store, Optional.empty());
        }
    }

    private void put(int from, int until, int rowsEach) {
        for (int directory = from; directory < until; directory++) {
            for (int i = 0; i < rowsEach; i++) {
                store.put(row(directory, i), new Timestamp(store.putBytes() + 1), new byte[ROW]);
            }
        }
    }

    /// All that begins with the number of a root row.
    private static Key directory(int number) {
        return Key.of((byte) 0x50, (byte) 0x14, (byte) number);
    }

    /// A row under it, or the root row itself.
    private static Key row(int directory, int number) {
        return Key.of(
                (byte) 0x50,
                (byte) 0x14,
                (byte) directory,
                (byte) 0x51,
                (byte) 0x15,
                (byte) (number >> 8),
                (byte) number,
                (byte) 0x01);
    }

    private static ReplicaStore admit() {
        Storage storage = Storage.open(new MemoryStore(), 1, StorageSettings.USUAL);
        return assertInstanceOf(Admission.Admitted.class, storage.admit(new ShardId(1), Span.ALL))
                .replica();
    }
}
