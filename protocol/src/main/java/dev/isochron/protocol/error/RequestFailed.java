package dev.isochron.protocol.error;

/// Carries a [Failure] through code that has no other way to return it.
public final class RequestFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public RequestFailed(Failure failure) {
        super(failure.sqlState().code() + ": " + failure.explanation().paragraph());
        this.failure = failure;
    }

    public RequestFailed(Failure failure, Throwable cause) {
        super(failure.sqlState().code() + ": " + failure.explanation().paragraph(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
