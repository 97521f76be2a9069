package dev.isochron.bench.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KvShapeTest {

    @Test
    void theBordersAreTheFirstRowsOfTheSecondAndThirdShard() {
        assertEquals(List.of("5015012c01", "5015025801"), new KvShape(300).borders());
    }

    @Test
    void aShardHasRowsForABatch() {
        assertThrows(IllegalArgumentException.class, () -> new KvShape(KvShape.BATCH - 1));
    }

    @Test
    void anOrderIsReadAsItWasWritten() {
        KvCase asked = new KvCase(KvOperation.TRANSFER_TWO_SHARDS, 64, KvKeys.SKEWED);
        List<String> words = List.of(asked.order(Duration.ofMillis(1500)).split(" ", -1));
        assertEquals(asked, KvCase.ofOrder(words));
        assertEquals(Duration.ofMillis(1500), KvCase.lengthOfOrder(words));
        assertEquals("transfer-two-shards clients=64 keys=skewed", asked.label());
    }
}
