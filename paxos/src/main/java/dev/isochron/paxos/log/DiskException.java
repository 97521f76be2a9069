package dev.isochron.paxos.log;

import org.jspecify.annotations.Nullable;

/// The machine did not do what a [Disk] was asked to do.
public abstract sealed class DiskException extends RuntimeException
        permits DiskFullException, DiskFailedException {
    private static final long serialVersionUID = 1L;

    DiskException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
