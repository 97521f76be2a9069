package dev.isochron.sql.error;

/// Ends a statement with an error that the client is told.
///
/// It carries no stack trace: it is an answer, not a fault of the program, and clients provoke it
/// at will. An error with code XX000 keeps its trace.
public final class SqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SqlError error;

    public SqlException(SqlError error) {
        super(error.message(), null, false, error.code() == SqlCode.INTERNAL_ERROR);
        this.error = error;
    }

    /// @param cause what this answers; kept for the log, never shown to the client
    public SqlException(SqlError error, Throwable cause) {
        super(error.message(), cause, false, error.code() == SqlCode.INTERNAL_ERROR);
        this.error = error;
    }

    /// An error without position.
    public static SqlException of(SqlCode code, String message) {
        return new SqlException(SqlError.of(code, message));
    }

    /// An error at a 1-based character offset in the statement.
    public static SqlException at(int position, SqlCode code, String message) {
        return new SqlException(SqlError.of(code, message).withPosition(position));
    }

    /// Refuses by name what is not supported.
    ///
    /// @param what the feature as the user wrote it, e.g. `window functions`
    public static SqlException unsupported(int position, String what) {
        return at(position, SqlCode.FEATURE_NOT_SUPPORTED, what + " not supported");
    }

    /// What the client is told.
    public SqlError error() {
        return error;
    }

    /// The SQLSTATE.
    public SqlCode code() {
        return error.code();
    }
}
