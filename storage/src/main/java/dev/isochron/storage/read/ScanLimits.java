package dev.isochron.storage.read;

/// Where a page ends at the latest.
///
/// @param rows how many rows it has at most
/// @param bytes it ends with the row that reaches this many bytes of keys and rows
/// @param steps how many entries may be stepped over, dead ones included, so that a page takes
///   bounded time in a range full of tombstones and old versions; it always gets past one key
public record ScanLimits(int rows, long bytes, int steps) {
    /// A page that takes below a millisecond or so and fits a message.
    public static final ScanLimits USUAL = new ScanLimits(1000, 1 << 20, 4000);

    public ScanLimits {
        if (rows < 1 || bytes < 1 || steps < 1) {
            throw new IllegalArgumentException("limits of a page are positive");
        }
    }
}
