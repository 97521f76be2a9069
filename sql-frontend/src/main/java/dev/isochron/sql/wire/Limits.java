package dev.isochron.sql.wire;

/// How much a client may send at a time.
///
/// @param startupBytes the first packet; PostgreSQL's own limit is 10,000
/// @param smallBytes messages that only carry names, and everything before login
/// @param largeBytes a statement, its parameters, a piece of a copy
public record Limits(int startupBytes, int smallBytes, int largeBytes) {

    /// Beyond this a length is taken for garbage, not for a message that is too long.
    static final int ABSURD_BYTES = 1 << 30;

    /// A Bind can say no more than this.
    static final int MAX_PARAMETERS = 65_535;

    /// What PostgreSQL takes in the first packet, and 64 MiB at a time later.
    public static final Limits USUAL = new Limits(10_000, 10_000, 64 << 20);

    public Limits {
        if (startupBytes < 8 || smallBytes < 8 || largeBytes < smallBytes) {
            throw new IllegalArgumentException("limits that nothing fits into");
        }
    }

    /// The longest body, its length field included, of a message of this type after login.
    int of(byte type) {
        return switch (type) {
            case 'Q', 'P', 'B', 'd', 'F' -> largeBytes;
            default -> smallBytes;
        };
    }
}
