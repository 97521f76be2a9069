package dev.isochron.bench.large;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Workspace;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The course, small; the rows, by arithmetic.
class LargeBenchTest {

    /// More than a flush, so that some is durable when the process is killed, and some not.
    private static final double GIGABYTES = 0.016;

    @Test
    void everyRowIsWhatItMustBeAfterAKillAndASweep() throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.below(Workspace.usualParent())) {
            List<Row> rows = new LargeBench(GIGABYTES, workspace, _ -> {}).run();
            assertTrue(rows.stream().anyMatch(row -> row.benchCase().equals("replay")));
            assertTrue(rows.stream().anyMatch(row -> row.benchCase().equals("swept")));
        }
    }

    @Test
    void eachRowIsUpdatedAtMostOnce() {
        LargeRows rows = new LargeRows(1_000);
        Set<Long> updated = new HashSet<>();
        for (long update = 0; update < 300; update++) {
            updated.add(rows.updated(update));
        }
        assertEquals(300, updated.size());
        for (long row = 0; row < 1_000; row++) {
            assertEquals(updated.contains(row), rows.isUpdated(row, 300), "row " + row);
        }
    }

    @Test
    void aRowThatHoldsAnotherIsNoticed() {
        byte[] old = LargeRows.content(7, false);
        LargeRows.require(old, 7, false);
        assertThrows(IllegalStateException.class, () -> LargeRows.require(old, 7, true));
        assertThrows(IllegalStateException.class, () -> LargeRows.require(old, 8, false));
        assertFalse(Arrays.equals(old, LargeRows.content(7, true)));
    }
}
