package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Snapshots that are held: versions are kept for five minutes, and longer for who holds one.
class HoldTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Bank bank =
            Bank.open(
                    1,
                    ClientSettings.of("n1:1")
                            .withHolds(new HoldSettings(Duration.ofMinutes(5), HOUR, 2)));
    private final Isochron db = bank.db;

    private long rows() {
        return db.snapshot().scan(Scan.of("isochron.snapshots")).count();
    }

    private static void read(Snapshot snapshot) {
        assertEquals(100, snapshot.get("account", 1).orElseThrow().number("balance"));
    }

    private Timestamp earliest() {
        return db.holds().seen().earliest();
    }

    @Test
    void whatIsHeldIsSeenByAllUntilItIsClosed() {
        assertEquals(Timestamp.MAX, earliest());
        Snapshot snapshot = db.snapshot();
        try (Hold hold = snapshot.hold()) {
            assertEquals(snapshot.timestamp().orElseThrow(), earliest());
            assertEquals(1, rows());
            assertTrue(db.holds().seen().asOf().isAfter(earliest()), hold.toString());
        }
        assertEquals(Timestamp.MAX, earliest());
        assertEquals(0, rows());
    }

    @Test
    void whatIsReadForLongIsHeldAndForLongerWhileItIsRead() {
        Snapshot snapshot = db.snapshot();
        read(snapshot);
        bank.cluster.pass(Duration.ofSeconds(70));
        read(snapshot);
        assertEquals(0, rows());
        bank.cluster.pass(Duration.ofSeconds(10));
        read(snapshot);
        assertEquals(snapshot.timestamp().orElseThrow(), earliest());
        for (int minutes = 0; minutes < 50; minutes++) {
            bank.cluster.pass(Duration.ofMinutes(1));
            read(snapshot);
            assertEquals(snapshot.timestamp().orElseThrow(), earliest());
        }
        bank.cluster.pass(Duration.ofMinutes(6));
        assertEquals(Timestamp.MAX, earliest(), "nobody read for longer than it was held");
    }

    @Test
    void nothingIsHeldForLongerThanTheLimit() {
        Snapshot snapshot = db.snapshot();
        try (Hold hold = snapshot.hold()) {
            for (int minutes = 0; minutes < 62; minutes++) {
                bank.cluster.pass(Duration.ofMinutes(1));
                read(snapshot);
            }
            assertEquals(Timestamp.MAX, earliest(), hold.toString());
        }
        assertEquals(0, db.holds().sweep());
    }

    @Test
    void whatIsTooOldIsNotHeld() {
        Snapshot snapshot = db.snapshot();
        read(snapshot);
        Snapshot old = db.snapshot(Freshness.at(snapshot.timestamp().orElseThrow()));
        bank.cluster.pass(Duration.ofMinutes(6));
        BadInputException refused = assertThrows(BadInputException.class, old::hold);
        assertInstanceOf(BadInput.SnapshotTooOld.class, refused.failure());
        assertEquals(0, rows(), "what holds nothing is not left behind");
    }

    @Test
    void onlySoManyAreHeldAtATime() {
        try (Hold one = db.snapshot().hold();
                Hold two = db.snapshot().hold()) {
            UnavailableException full =
                    assertThrows(UnavailableException.class, () -> db.snapshot().hold());
            assertInstanceOf(Unavailable.Overloaded.class, full.failure(), one + " " + two);
        }
        db.snapshot().hold().close();
    }

    @Test
    void whatNobodyClosedIsSwept() {
        Hold forgotten = db.snapshot().hold();
        bank.cluster.pass(Duration.ofMinutes(30));
        assertEquals(Timestamp.MAX, earliest(), forgotten.toString());
        assertEquals(0, db.holds().sweep());
        bank.cluster.pass(HOUR);
        read(db.snapshot());
        assertEquals(1, db.holds().sweep());
        assertEquals(0, rows());
    }
}
