package dev.isochron.sql.engine;

/// The sequences, as functions of a statement use them.
interface SequencePort {

    /// The next number of a sequence.
    long next(long oid);

    /// The last number that this session was given.
    long current(long oid);

    /// The last number that this session was given, of whichever sequence.
    long last();

    /// Sets what comes next.
    void set(long oid, long value, boolean isCalled);

    /// The sequence of a column, as a name; empty if there is none.
    java.util.Optional<String> of(long table, String column);
}
