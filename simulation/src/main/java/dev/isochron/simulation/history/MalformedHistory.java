package dev.isochron.simulation.history;

/// A text is not a line of a history, or the lines do not make one.
public final class MalformedHistory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedHistory(String why) {
        super(why);
    }
}
