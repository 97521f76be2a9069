package dev.isochron.node.ledger;

/// How many of the newest lines a ledger keeps at hand; the older ones live on in the chain only.
///
/// @param windowLines at most this many
/// @param windowBytes and at most about this many bytes of payload
public record LedgerSettings(int windowLines, int windowBytes) {

    /// Enough to look at what was written last; small beside what thousands of groups may need.
    public static final LedgerSettings DEFAULT = new LedgerSettings(1024, 1 << 20);

    /// An image with its window has to fit into one array.
    public static final int MAX_WINDOW_BYTES = 256 << 20;

    /// The image has a place for each.
    public static final int MAX_WINDOW_LINES = 1 << 22;

    public LedgerSettings {
        if (windowLines < 1 || windowLines > MAX_WINDOW_LINES) {
            throw new IllegalArgumentException("windowLines must be 1 to " + MAX_WINDOW_LINES);
        }
        if (windowBytes < 1 || windowBytes > MAX_WINDOW_BYTES) {
            throw new IllegalArgumentException("windowBytes must be 1 to " + MAX_WINDOW_BYTES);
        }
    }
}
