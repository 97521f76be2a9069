package dev.isochron.sql.session;

import java.util.List;

/// The sessions of this node, as each of them sees the others.
public interface Peers {

    /// All of them, by number. Empty where nobody keeps a list.
    List<Peer> all();

    /// Cancels what a session does.
    Outcome cancel(int process);

    /// Ends a session, and what it does.
    Outcome terminate(int process);

    /// A session.
    ///
    /// @param process by which it is cancelled
    /// @param address where its client is
    /// @param begunMicros when it began, microseconds since 2000-01-01 UTC
    record Peer(
            int process,
            String user,
            String database,
            String address,
            int port,
            long begunMicros,
            Doing doing) {}

    /// What a session does.
    ///
    /// @param text of the statement that runs, or ran last
    /// @param application what `application_name` says
    /// @param statementMicros when the last statement arrived; 0 if none did
    /// @param transactionMicros when the transaction began in which the session rests, or which it
    ///   goes on with; 0 if it is in none
    record Doing(
            Activity.State state,
            String text,
            String application,
            long statementMicros,
            long transactionMicros) {}

    /// What became of a wish.
    enum Outcome {
        TOLD,
        NOBODY,
        ELSEWHERE
    }

    /// Where nobody keeps a list.
    Peers NONE =
            new Peers() {
                @Override
                public List<Peer> all() {
                    return List.of();
                }

                @Override
                public Outcome cancel(int process) {
                    return Outcome.NOBODY;
                }

                @Override
                public Outcome terminate(int process) {
                    return Outcome.NOBODY;
                }
            };
}
