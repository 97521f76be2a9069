package dev.isochron.protocol.wire;

import dev.isochron.protocol.error.BadInput;

/// What came over a wire is nothing that this software says.
///
/// Whoever sent it gets [#failure] for an answer; nothing was done.
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient BadInput failure;

    public MalformedMessage(String what) {
        super(what);
        failure = new BadInput.MalformedRequest(what);
    }

    public MalformedMessage(String what, Throwable cause) {
        super(what, cause);
        failure = new BadInput.MalformedRequest(what);
    }

    MalformedMessage(BadInput failure, Throwable cause) {
        super(failure.explanation().what(), cause);
        this.failure = failure;
    }

    /// What to answer.
    public BadInput failure() {
        return failure;
    }
}
