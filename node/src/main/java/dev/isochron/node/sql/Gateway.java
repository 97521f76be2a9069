package dev.isochron.node.sql;

import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.Engine;
import java.util.Optional;

/// What sessions of this node run on.
public interface Gateway {

    /// What a user's password is checked by; nothing if there is no such user, or no password.
    Optional<Verifier> verifier(String user);

    /// Whether there is a database of this name.
    boolean hasDatabase(String name);

    /// For sessions of a database.
    Engine engine(String database);

    /// Microseconds since 2000-01-01 UTC.
    long micros();

    /// The node's number.
    long node();

    /// Takes up the sessions of this node, which peers may ask to cancel something.
    void serve(Sessions sessions);

    /// Passes a wish to cancel on to the node of the session.
    void cancelElsewhere(int process, byte[] secret);
}
