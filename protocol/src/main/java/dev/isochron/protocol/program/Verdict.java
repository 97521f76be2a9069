package dev.isochron.protocol.program;

/// What a condition says of a row.
enum Verdict {
    FALSE,
    TRUE,
    /// As something is null.
    UNKNOWN,
    /// Nothing, as arithmetic has no result.
    NONE;

    static Verdict of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    Verdict negated() {
        return switch (this) {
            case FALSE -> TRUE;
            case TRUE -> FALSE;
            case UNKNOWN, NONE -> this;
        };
    }
}
