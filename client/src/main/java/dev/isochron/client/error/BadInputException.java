package dev.isochron.client.error;

import dev.isochron.protocol.error.BadInput;

/// The request cannot be granted as it is; nothing was done.
public final class BadInputException extends IsochronException {
    private static final long serialVersionUID = 1L;

    public BadInputException(BadInput failure) {
        super(failure);
    }
}
