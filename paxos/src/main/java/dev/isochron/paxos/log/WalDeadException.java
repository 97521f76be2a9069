package dev.isochron.paxos.log;

/// A write or sync failed earlier, so the log takes and claims nothing more in this process. The
/// store stops; a restart reads what really is on the disk (FAULTS S1, S2).
public final class WalDeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WalDeadException(Throwable cause) {
        super(
                "the log stopped for good when its disk failed: "
                        + cause.getMessage()
                        + ". Check the device, then restart the node: it recovers what was synced.",
                cause);
    }
}
