package dev.isochron.protocol.error;

/// The codes of SQL and PostgreSQL that failures are known by; drivers and frameworks act on them.
public enum SqlState {
    NO_DATA("02000"),
    CANNOT_CONNECT("08001"),
    CONNECTION_CLOSED("08003"),
    PROTOCOL_VIOLATION("08P01"),
    FEATURE_NOT_SUPPORTED("0A000"),
    INVALID_PARAMETER("22023"),
    NOT_NULL_VIOLATION("23502"),
    UNIQUE_VIOLATION("23505"),
    READ_ONLY_TRANSACTION("25006"),
    IDLE_IN_TRANSACTION("25P03"),
    /// What frameworks retry by themselves.
    SERIALIZATION_FAILURE("40001"),
    STATEMENT_COMPLETION_UNKNOWN("40003"),
    UNDEFINED_COLUMN("42703"),
    DATATYPE_MISMATCH("42804"),
    UNDEFINED_TABLE("42P01"),
    INSUFFICIENT_RESOURCES("53000"),
    DISK_FULL("53100"),
    PROGRAM_LIMIT_EXCEEDED("54000"),
    LOCK_NOT_AVAILABLE("55P03"),
    QUERY_CANCELED("57014"),
    SYSTEM_ERROR("58000"),
    SNAPSHOT_TOO_OLD("72000"),
    DATA_CORRUPTED("XX001");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    /// Five characters.
    public String code() {
        return code;
    }
}
