package dev.isochron.sql.wire;

import java.io.IOException;

/// Nothing came from the client within the time that it had.
public final class ReadTimedOut extends IOException {
    private static final long serialVersionUID = 1L;

    public ReadTimedOut() {
        super("the client sent nothing in time");
    }
}
