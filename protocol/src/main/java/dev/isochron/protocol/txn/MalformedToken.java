package dev.isochron.protocol.txn;

/// A text is not a commit token.
public final class MalformedToken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedToken(String why) {
        super("this is not a commit token: " + why);
    }
}
