package dev.isochron.sql.function.system;

/// Lets a session wait; who executes lends it as a port of the [dev.isochron.sql.expression.Env].
@FunctionalInterface
public interface Sleeper {

    /// Waits so long, or until the statement is to end.
    void sleep(long micros);
}
