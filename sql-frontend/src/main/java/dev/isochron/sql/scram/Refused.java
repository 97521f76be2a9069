package dev.isochron.sql.scram;

/// The login failed, or is none.
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean malformed;

    private Refused(String why, boolean malformed) {
        super(why, null, false, false);
        this.malformed = malformed;
    }

    /// The client does not keep to the protocol.
    static Refused malformed(String why) {
        return new Refused(why, true);
    }

    /// The proof is wrong.
    static Refused wrong() {
        return new Refused("the proof does not fit the password", false);
    }

    /// Whether the client's words were no SCRAM; otherwise the password was wrong.
    public boolean isMalformed() {
        return malformed;
    }
}
