package dev.isochron.node.desk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EntriesUnderWayTest {
    private static final int DEPTH = 4;

    private final EntriesUnderWay all = new EntriesUnderWay(3);

    @Test
    void aFewGroupsOverlapTheirRounds() {
        all.begin();
        all.begin();

        assertTrue(all.allows(2, DEPTH));
        assertFalse(all.allows(DEPTH, DEPTH));
    }

    @Test
    void withManyAtWorkEachHasOneEntryUnderWay() {
        all.begin();
        all.begin();
        all.begin();

        assertFalse(all.allows(1, DEPTH));
        assertTrue(all.allows(0, DEPTH));
    }

    @Test
    void whatHasEndedMakesRoomAgain() {
        all.begin();
        all.begin();
        all.begin();
        all.end();

        assertTrue(all.allows(1, DEPTH));
    }
}
