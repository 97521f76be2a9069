package dev.isochron.protocol.error;

/// What trying again takes, and whether that is safe.
public enum Retry {
    /// The same request fails again until somebody changes it.
    NEVER(false),
    /// The same request can be sent again, later.
    LATER(true),
    /// The same request can be sent again at once, to whom the failure names.
    ELSEWHERE(true),
    /// The transaction can be run again from its first statement, as a new attempt that keeps its
    /// age.
    NEW_ATTEMPT(true),
    /// Only its outcome can be asked for; sending it again under another id might do it twice.
    ASK_OUTCOME(false);

    private final boolean safe;

    Retry(boolean safe) {
        this.safe = safe;
    }

    /// Whether trying again as told cannot do twice what was asked once.
    public boolean isSafe() {
        return safe;
    }
}
