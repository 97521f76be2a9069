package dev.isochron.client.error;

import dev.isochron.protocol.error.Failure;

/// Nobody can grant it now; it was surely not done.
public final class UnavailableException extends IsochronException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(Failure failure) {
        super(failure);
    }
}
