package dev.isochron.sql.session;

/// Who tells others what a session does. The session says it, from one thread.
public interface Activity {

    /// A message arrives.
    ///
    /// @param micros when, microseconds since 2000-01-01 UTC
    void begins(long micros);

    /// A statement is about to be run.
    ///
    /// @param text of one that holds a secret its first words
    void runs(String text);

    /// What was asked for is done.
    ///
    /// @param began when the transaction began, if one is open
    void rests(State state, long began);

    /// The client says what it is.
    void application(String name);

    /// As PostgreSQL calls it.
    enum State {
        ACTIVE("active"),
        IDLE("idle"),
        IN_TRANSACTION("idle in transaction"),
        IN_FAILED("idle in transaction (aborted)");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /// As `pg_stat_activity` has it.
        public String text() {
            return text;
        }

        /// @param status as ReadyForQuery says it
        static State of(char status) {
            return switch (status) {
                case 'T' -> IN_TRANSACTION;
                case 'E' -> IN_FAILED;
                default -> IDLE;
            };
        }
    }

    /// Nobody is told.
    Activity UNSEEN =
            new Activity() {
                @Override
                public void begins(long micros) {}

                @Override
                public void runs(String text) {}

                @Override
                public void rests(State state, long began) {}

                @Override
                public void application(String name) {}
            };
}
