package dev.isochron.client.error;

import dev.isochron.protocol.error.Aborted;

/// The transaction was undone; nothing of it remains.
public final class AbortedException extends IsochronException {
    private static final long serialVersionUID = 1L;

    public AbortedException(Aborted failure) {
        super(failure);
    }
}
