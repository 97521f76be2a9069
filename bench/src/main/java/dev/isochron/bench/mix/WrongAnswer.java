package dev.isochron.bench.mix;

/// The database said what cannot be true.
final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongAnswer(String message) {
        super(message);
    }
}
