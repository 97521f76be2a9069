package dev.isochron.truetime.invariant;

/// A promise of the design was about to be broken: the replica that throws this stops for good,
/// because going on would turn a bug into wrong data.
public final class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;

    public InvariantViolation(Invariant invariant, String whatHappened) {
        super(invariant.name() + " " + invariant.statement() + ": " + whatHappened);
        this.invariant = invariant;
    }

    public Invariant invariant() {
        return invariant;
    }
}
