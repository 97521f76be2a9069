package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlException;
import java.time.Duration;

/// The server that clients come to. Called by the threads of many connections.
public interface House {

    /// Whether TLS is offered.
    boolean offersTls();

    /// How much of the time to log in is left; none or less is the end of it.
    Duration loginLeft();

    /// What the guest must show.
    Proof proof(Guest guest);

    /// A login failed, for whatever reason; may wait, so that guessing takes long.
    void turnedAway(Guest guest);

    /// Lets a guest in.
    ///
    /// @throws SqlException if there is no such database, or no room
    Admission admit(Guest guest, boolean longSecret);

    /// Somebody asks to cancel what a session does. Says nothing about whether there is one.
    void cancel(int process, byte[] secret);
}
