package dev.isochron.node.sql;

import dev.isochron.node.cli.Complaint;
import dev.isochron.sql.wire.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How SQL is served.
///
/// @param listen where; port 0 takes a free one
/// @param trust whom nothing is asked of
/// @param certificate the chain and its key, both PEM, if TLS is offered
/// @param maxSessions logged in at a time
/// @param limits of what a client may send
/// @param login how long logging in may take, over all of its steps
/// @param stalled how long a client may not take what it is sent
public record SqlOptions(
        InetSocketAddress listen,
        Trust trust,
        Optional<Certificate> certificate,
        int maxSessions,
        Limits limits,
        Duration login,
        Duration stalled) {

    /// As many as `max_connections` shows.
    public static final int MAX_SESSIONS = 1000;

    /// As PostgreSQL's `authentication_timeout`.
    private static final Duration LOGIN = Duration.ofSeconds(60);

    /// Longer than any pause of a client that still reads.
    private static final Duration STALLED = Duration.ofMinutes(5);

    /// Who logs in without a password.
    public enum Trust {
        NOBODY,
        LOOPBACK,
        EVERYBODY
    }

    /// Files of a certificate and its key.
    public record Certificate(Path chain, Path key) {}

    /// Usual limits, no TLS.
    public static SqlOptions of(InetSocketAddress listen, Trust trust) {
        return new SqlOptions(
                listen, trust, Optional.empty(), MAX_SESSIONS, Limits.USUAL, LOGIN, STALLED);
    }

    /// Passwords must not cross a network in the open by accident.
    ///
    /// @throws Complaint if they would
    public void requireGuarded() {
        boolean near = listen.getAddress().isLoopbackAddress();
        if (!near && certificate.isEmpty() && trust != Trust.EVERYBODY) {
            throw new Complaint(
                    "SQL would be served to the network without TLS",
                    "--sql-listen " + listen.getHostString(),
                    "Give a certificate with --sql-certificate and --sql-key, listen at the"
                            + " loopback, or say --insecure=everybody.");
        }
    }

    public SqlOptions withCertificate(Path chain, Path key) {
        return new SqlOptions(
                listen,
                trust,
                Optional.of(new Certificate(chain, key)),
                maxSessions,
                limits,
                login,
                stalled);
    }

    public SqlOptions withMaxSessions(int most) {
        return new SqlOptions(listen, trust, certificate, most, limits, login, stalled);
    }

    public SqlOptions withLogin(Duration limit) {
        return new SqlOptions(listen, trust, certificate, maxSessions, limits, limit, stalled);
    }

    public SqlOptions withStalled(Duration limit) {
        return new SqlOptions(listen, trust, certificate, maxSessions, limits, login, limit);
    }
}
