package dev.isochron.sql.expression;

/// What a name in an expression may mean.
public sealed interface Callable permits Routine, SetRoutine, AggregateRoutine {

    /// How it is called, and what it gives.
    Signature signature();

    default String name() {
        return signature().name();
    }
}
