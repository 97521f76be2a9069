package dev.isochron.sql.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The way to one client. For one thread at a time, but for [#close].
public interface Channel {

    /// Waits for bytes.
    ///
    /// @return how many came, at least one; −1 at the end
    /// @throws ReadTimedOut if none came within the limit of [#patience]
    /// @throws IOException if the connection is broken
    int read(byte[] into, int offset, int length) throws IOException;

    /// Hands bytes over; waits while the client does not take them.
    ///
    /// @throws IOException if the connection is broken, or the client took nothing for too long
    void write(byte[] from, int offset, int length) throws IOException;

    /// How long [#read] waits; zero is for ever.
    void patience(Duration limit) throws IOException;

    /// Goes on in TLS.
    ///
    /// @throws IOException if the client does not
    void startTls() throws IOException;

    /// Whether it is in TLS.
    boolean encrypted();

    /// What SCRAM binds a login to, once it is in TLS: RFC 5929's `tls-server-end-point`.
    Optional<byte[]> endPoint();

    /// Where the client is, for people.
    String peer();

    /// Asks for memory for a large message, of what all clients share.
    ///
    /// @return false if there is none now; [#giveBack] must follow if it is true
    boolean takeRoom(int bytes);

    /// Gives back what was taken.
    void giveBack(int bytes);

    /// Writes no more, and reads away for a moment what is still coming: a connection that is
    /// closed over unread bytes is reset, and its client may lose the last word that was said to
    /// it.
    void partWithWords();

    /// Ends it, also under a thread that waits in it.
    void close();
}
