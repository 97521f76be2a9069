package dev.isochron.sql.session;

/// What a session needs of the world beside the engine.
///
/// @param bell for this session alone
public record Surroundings(Bell bell, Time time, Chance chance) {

    /// Tells the time.
    public interface Time {
        /// Microseconds since 2000-01-01 UTC.
        long micros();
    }

    /// Numbers that nobody can foretell.
    public interface Chance {
        long next();
    }
}
