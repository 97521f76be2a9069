package dev.isochron.paxos.log;

import java.nio.ByteOrder;

/// Lengths and marks of the log's files; `docs/formats.md` describes them for a machine, and a
/// golden file in the tests holds both to it.
final class LogFormat {
    /// The version that this program writes, and the newest that it reads.
    static final int VERSION = 1;

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /// "ISOCHLOG", "ISOBATCH", "ISOSTORE", as they stand in the file.
    static final long SEGMENT_MAGIC = magic("ISOCHLOG");

    static final long BATCH_MAGIC = magic("ISOBATCH");
    static final long STORE_MAGIC = magic("ISOSTORE");

    /// A sector of its own, so that no torn batch reaches it.
    static final int SEGMENT_HEADER_BYTES = Disk.SECTOR;

    static final int BATCH_HEADER_BYTES = 80;
    static final int DIRECTORY_ENTRY_BYTES = 20;

    /// Checksum and length before the body of a record.
    static final int FRAME_HEADER_BYTES = 8;

    /// Kind and group, with which every body begins.
    static final int BODY_PREFIX_BYTES = 9;

    static final String IDENTITY_FILE = "identity";

    /// The one file whose content nobody may rely on; a crash may leave it behind.
    static final String SCRATCH_FILE = "preparing.tmp";

    private static final String SEGMENT_PREFIX = "segment-";
    private static final String SEGMENT_SUFFIX = ".log";
    private static final int GENERATION_DIGITS = 12;

    private LogFormat() {}

    static String segmentName(long generation) {
        String digits = Long.toString(generation);
        return SEGMENT_PREFIX
                + "0".repeat(Math.max(0, GENERATION_DIGITS - digits.length()))
                + digits
                + SEGMENT_SUFFIX;
    }

    /// The generation that a file name stands for, or 0 if it is no segment's name.
    static long generationOf(String name) {
        if (!name.startsWith(SEGMENT_PREFIX) || !name.endsWith(SEGMENT_SUFFIX)) {
            return 0;
        }
        String digits =
                name.substring(SEGMENT_PREFIX.length(), name.length() - SEGMENT_SUFFIX.length());
        boolean isNumber =
                digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber || digits.isEmpty()) {
            return 0;
        }
        long generation = Long.parseLong(digits);
        return segmentName(generation).equals(name) ? generation : 0;
    }

    /// `bytes` rounded up to whole sectors: where a batch ends and the next one may begin.
    static int toSectors(int bytes) {
        return Math.addExact(bytes, Disk.SECTOR - 1) / Disk.SECTOR * Disk.SECTOR;
    }

    static int batchBytes(int recordBytes, int directoryEntries) {
        return toSectors(
                BATCH_HEADER_BYTES + recordBytes + directoryEntries * DIRECTORY_ENTRY_BYTES);
    }

    private static long magic(String eightLetters) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | eightLetters.charAt(i);
        }
        return value;
    }
}
