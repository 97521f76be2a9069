package dev.isochron.sql.session;

/// What a session needs of the world beside the engine.
///
/// @param bell for this session alone
/// @param peers sessions beside it
/// @param activity what these see of it
public record Surroundings(Bell bell, Time time, Chance chance, Peers peers, Activity activity) {

    /// Of a session that knows of no others.
    public Surroundings(Bell bell, Time time, Chance chance) {
        this(bell, time, chance, Peers.NONE, Activity.UNSEEN);
    }

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
