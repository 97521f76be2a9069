package dev.isochron.client.error;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Explanation;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Retry;
import dev.isochron.protocol.error.Unavailable;

/// A call was not done, or nobody knows whether it was.
public abstract sealed class IsochronException extends RuntimeException
        permits BadInputException, AbortedException, UnavailableException, OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    IsochronException(Failure failure) {
        super(failure.sqlState().code() + ": " + failure.explanation().paragraph());
        this.failure = failure;
    }

    /// The exception for a failure whose outcome is known.
    public static IsochronException of(Failure failure) {
        return switch (failure) {
            case BadInput bad -> new BadInputException(bad);
            case Aborted aborted -> new AbortedException(aborted);
            case Unavailable not -> new UnavailableException(not);
            case Misrouted misrouted -> new UnavailableException(misrouted);
            case OutcomeUnknown unknown ->
                    throw new IllegalArgumentException("who does not know what to ask: " + unknown);
        };
    }

    /// What happened, as a value.
    public Failure failure() {
        return failure;
    }

    /// Whether and how to try again.
    public Retry retry() {
        return failure.retry();
    }

    /// Five characters that drivers and frameworks know.
    public String sqlState() {
        return failure.sqlState().code();
    }

    /// What happened, where, and what to do.
    public Explanation explanation() {
        return failure.explanation();
    }
}
