package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.host.OffsetRecord.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetRecordTest {

    private static final OffsetRecord RECORD =
            new OffsetRecord(
                    new ClockDomain.Host("fcf4e84c-192c", "4026531834", 1_795_000_000_000_000_000L),
                    1_795_396_563_123_456_789L);

    @Test
    void bytesAreTheRecord() throws UnreadableException {
        assertEquals(RECORD, OffsetRecord.parse(RECORD.bytes()));
        assertTrue(RECORD.bytes().length <= OffsetRecord.MAX_BYTES);
    }

    @Test
    void formatIsTheDocumentedOne() {
        assertEquals(
                """
                isochron-clock 1
                domain host/fcf4e84c-192c/4026531834/1795000000000000000
                horizon 1795396563123456789
                crc32c ca572a89
                """,
                new String(RECORD.bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void newerFormatIsNamed() {
        String newer =
                new String(RECORD.bytes(), StandardCharsets.UTF_8)
                        .replace("isochron-clock 1", "isochron-clock 2");
        assertTrue(refusal(newer.getBytes(StandardCharsets.UTF_8)).contains("newer Isochron"));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = RECORD.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(UnreadableException.class, () -> OffsetRecord.parse(flipped));
        }
    }

    @Test
    void everyTruncationIsNoticed() {
        byte[] bytes = RECORD.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] shortened = Arrays.copyOf(bytes, length);
            assertThrows(UnreadableException.class, () -> OffsetRecord.parse(shortened));
        }
    }

    @Test
    void noiseIsRefusedAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(OffsetRecord.MAX_BYTES)];
            random.nextBytes(noise);
            assertThrows(UnreadableException.class, () -> OffsetRecord.parse(noise));
        }
    }

    @Test
    void horizonAtTheEndOfTimeIsRefused() {
        assertTrue(refusal(RECORD.withHorizon(Long.MAX_VALUE).bytes()).contains("end of all time"));
    }

    private static String refusal(byte[] bytes) {
        var thrown = assertThrows(UnreadableException.class, () -> OffsetRecord.parse(bytes));
        return String.valueOf(thrown.getMessage());
    }
}
