package dev.isochron.paxos.log;

import org.jspecify.annotations.Nullable;

/// An operation of the device failed for good; nobody can say what is on it now.
public final class DiskFailedException extends DiskException {
    private static final long serialVersionUID = 1L;

    public DiskFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
