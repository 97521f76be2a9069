package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;

/// The conversation cannot go on: the client is told why, and the connection is closed.
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SqlError error;

    Broken(SqlError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /// The client does not keep to the protocol.
    static Broken protocol(String message) {
        return new Broken(SqlError.of(SqlCode.PROTOCOL_VIOLATION, message));
    }

    static Broken of(SqlCode code, String message) {
        return new Broken(SqlError.of(code, message));
    }

    SqlError error() {
        return error;
    }
}
