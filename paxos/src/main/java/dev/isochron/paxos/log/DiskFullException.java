package dev.isochron.paxos.log;

import org.jspecify.annotations.Nullable;

/// There is no room left on the device, or a quota is used up; room may come back.
public final class DiskFullException extends DiskException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
