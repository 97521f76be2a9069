package dev.isochron.node.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// How fast snapshots leave a node.
class RationTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PIECE = 1 << 20;

    @Test
    void aGigabyteTakesAsLongAsItShould() {
        Ration ration = new Ration(64L << 20);
        assertEquals(16.0, send(ration, 1024, 300_000) / 1e9, 0.16);
    }

    /// The sender's own work is no excuse: only what is slower than the rate makes it longer.
    @Test
    void whoeverIsSlowerIsNotHeldBack() {
        Ration ration = new Ration(64L << 20);
        assertEquals(20.48, send(ration, 1024, 20_000_000) / 1e9, 0.1);
    }

    @Test
    void twoReadersShareIt() {
        Ration ration = new Ration(10L << 20);
        long now = 0;
        long first = 0;
        long second = 0;
        for (int i = 0; i < 50; i++) {
            first = now + ration.take(PIECE, now);
            second = now + ration.take(PIECE, now);
            now = second;
        }
        assertEquals(10.0, now / 1e9, 0.3);
        assertTrue(first < second, "they take turns");
    }

    @Test
    void nothingIsSavedUpWhileNobodySends() {
        Ration ration = new Ration(1L << 20);
        assertEquals(0, ration.take(PIECE, 0));
        assertEquals(0, ration.take(PIECE, 100 * SECOND));
        assertEquals(SECOND, ration.take(PIECE, 100 * SECOND));
    }

    @Test
    void withoutABoundNothingWaits() {
        Ration ration = new Ration(0);
        assertEquals(0, ration.take(1L << 40, 0));
        assertEquals(0, ration.take(1L << 40, 0));
    }

    @Test
    void piecesAreSoSmallThatNobodyLosesPatience() {
        assertEquals(1 << 20, new Ration(0).pieceBytes(1 << 20));
        assertEquals(1 << 20, new Ration(1L << 30).pieceBytes(1 << 20));
        assertEquals((4 << 20) / 80, new Ration(4L << 20).pieceBytes(1 << 20));
        assertEquals(4096, new Ration(1).pieceBytes(1 << 20));
        assertEquals(1024, new Ration(1).pieceBytes(1024));
    }

    /// One piece after the other, each asked for when the one before has come.
    ///
    /// @param workNanos to read and write one
    /// @return how long it takes
    private static long send(Ration ration, int pieces, long workNanos) {
        long now = 0;
        for (int i = 0; i < pieces; i++) {
            now += ration.take(PIECE, now) + workNanos;
        }
        return now;
    }
}
