package dev.isochron.paxos.log;

/// The bounds of one store's log.
///
/// @param segmentBytes length of a segment file; a multiple of the sector
/// @param batchBytes what one write and sync takes at most, unless a single record is longer
/// @param queueBytes appended but not yet flushing: at this bound ordinary records are refused
/// @param reserveSegments prepared segments that only reserved records may enter when no more can
///   be prepared, at least one
/// @param limitBytes total length of segments in use above which ordinary records are refused
public record LogSettings(
        int segmentBytes, int batchBytes, int queueBytes, int reserveSegments, long limitBytes) {

    /// Large enough that preparing one is rare, small enough that copying forward is short.
    public static final LogSettings DEFAULT =
            new LogSettings(64 << 20, 4 << 20, 32 << 20, 1, 1L << 30);

    /// Room for a header, a batch and its directory: anything less could hold no record.
    public static final int SMALLEST_SEGMENT = 8 * Disk.SECTOR;

    public LogSettings {
        require(segmentBytes >= SMALLEST_SEGMENT, "segmentBytes is below " + SMALLEST_SEGMENT);
        require(segmentBytes % Disk.SECTOR == 0, "segmentBytes is no multiple of a sector");
        require(batchBytes >= Disk.SECTOR, "batchBytes is below a sector");
        require(queueBytes >= batchBytes, "queueBytes is below batchBytes");
        require(reserveSegments >= 1, "without a reserve a full disk could never be left again");
        require(limitBytes >= 2L * segmentBytes, "limitBytes is below two segments");
    }

    /// The longest record that fits: one that has a segment for itself.
    public int largestRecord() {
        return segmentBytes
                - LogFormat.SEGMENT_HEADER_BYTES
                - LogFormat.BATCH_HEADER_BYTES
                - LogFormat.DIRECTORY_ENTRY_BYTES
                - Disk.SECTOR;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("log settings: " + message);
        }
    }
}
