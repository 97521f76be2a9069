package dev.isochron.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.read.Weighing;
import dev.isochron.truetime.Timestamp;
import org.junit.jupiter.api.Test;

/// How much a replica holds, and where its halves are.
class WeighingTest {
    private static final int ROW = 200;
    private static final int EACH = ROW + 5 + 32;

    private final Storage storage = Storage.open(new MemoryStore(), 1, StorageSettings.USUAL);
    private final ReplicaStore replica = admit();

    @Test
    void whatIsInMemoryAndWhatIsStoredIsWeighedTogether() {
        put(0, 1000, 10);
        flush();
        put(1000, 1500, 20);
        assertEquals(1500L * EACH, weigh(Span.ALL, 100).bytes());
        assertEquals(500L * EACH, weigh(Span.from(key(1000)), 100).bytes());
    }

    @Test
    void olderVersionsWeighNothing() {
        put(0, 100, 10);
        flush();
        put(0, 100, 20);
        flush();
        put(0, 100, 30);
        assertEquals(100L * EACH, weigh(Span.ALL, 7).bytes());
        assertEquals(300L * (ROW + 5), replica.putBytes());
    }

    @Test
    void theKeysThatAreKeptTellWhereTheHalvesAre() {
        put(0, 20_000, 10);
        flush();
        Weighing weighing = weigh(Span.ALL, 500);
        for (int percent : new int[] {10, 25, 50, 75, 90}) {
            double part = weighing.partBefore(key(200 * percent));
            assertTrue(Math.abs(part - percent / 100.0) < 0.01, percent + " % is " + part);
        }
        assertTrue(weighing.keys().size() >= 100, weighing.keys().size() + " keys");
    }

    @Test
    void oneStepAtATimeComesToTheSame() {
        put(0, 300, 10);
        flush();
        put(100, 200, 20);
        Weighing once = weigh(Span.ALL, 1_000_000);
        Weighing often = weigh(Span.ALL, 1);
        assertEquals(once.bytes(), often.bytes());
        assertEquals(once.keys(), often.keys());
    }

    @Test
    void anEmptySpanIsDoneAtOnce() {
        Weighing weighing = weigh(Span.ALL, 10);
        assertEquals(0, weighing.bytes());
        assertEquals(0.0, weighing.partBefore(key(7)));
    }

    private Weighing weigh(Span span, int steps) {
        Weighing weighing = new Weighing(span);
        for (int parts = 0; !weighing.isDone(); parts++) {
            replica.weigh(weighing, steps);
            assertTrue(parts < 100_000, "weighing gets nowhere");
        }
        return weighing;
    }

    private void put(int from, int until, long at) {
        for (int i = from; i < until; i++) {
            replica.put(key(i), new Timestamp(at), new byte[ROW]);
        }
    }

    private void flush() {
        replica.freeze(new byte[0]);
        StorageJob job = storage.startJob().orElseThrow();
        job.write();
        job.sync();
        storage.completed(job);
    }

    private static Key key(int number) {
        return Key.of("%05d".formatted(number).getBytes(UTF_8));
    }

    private ReplicaStore admit() {
        return assertInstanceOf(Admission.Admitted.class, storage.admit(new ShardId(1), Span.ALL))
                .replica();
    }
}
