package dev.isochron.truetime;

/// An interval was asked for and the clock cannot vouch for one. The message says what is wrong,
/// where, and what to do.
public final class ClockUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reading.Unusable cause;

    public ClockUnusableException(Reading.Unusable cause) {
        super("The clock cannot be used: " + cause.reason() + " " + cause.remedy());
        this.cause = cause;
    }

    /// The reading that was answered in place of an interval.
    public Reading.Unusable reading() {
        return cause;
    }
}
