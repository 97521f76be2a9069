package dev.isochron.node.sql;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Peers;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.StartOptions;
import dev.isochron.sql.session.Surroundings;
import dev.isochron.sql.wire.Admission;
import dev.isochron.sql.wire.Guest;
import dev.isochron.sql.wire.House;
import dev.isochron.sql.wire.Proof;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection, as the house that it comes to.
final class Visit implements House {
    private static final Logger LOGGER = LoggerFactory.getLogger(Visit.class);

    private static final int NONCE_BYTES = 18;

    /// A wrong password is told this late, so that guessing takes long.
    private static final Duration SULK = Duration.ofMillis(300);

    private final Lobby lobby;
    private final ClientSocket socket;
    private final Guard guard;
    private final Conduct conduct = new Conduct();
    private final long loginByNanos;
    private volatile Sessions.@Nullable Entry entry;

    Visit(Lobby lobby, ClientSocket socket, Guard guard) {
        this.lobby = lobby;
        this.socket = socket;
        this.guard = guard;
        this.loginByNanos = System.nanoTime() + lobby.options().login().toNanos();
    }

    /// Looks whether it takes too long to log in, to read, or to run a statement.
    void look(long nowNanos) {
        if (entry == null && nowNanos - loginByNanos > 0) {
            socket.close();
        } else if (socket.writing(nowNanos).compareTo(lobby.options().stalled()) > 0) {
            LOGGER.info("a client at {} takes nothing; its connection is closed", socket.peer());
            socket.close();
        } else {
            guard.look(nowNanos);
        }
    }

    boolean isLoggedIn() {
        return entry != null;
    }

    boolean isFrom(InetAddress address) {
        return socket.address().equals(address);
    }

    void hangUp() {
        socket.close();
    }

    @Override
    public boolean offersTls() {
        return lobby.tls() != null;
    }

    @Override
    public Duration loginLeft() {
        return Duration.ofNanos(loginByNanos - System.nanoTime());
    }

    @Override
    public Proof proof(Guest guest) {
        boolean trusted =
                switch (lobby.options().trust()) {
                    case NOBODY -> false;
                    case LOOPBACK -> socket.address().isLoopbackAddress();
                    case EVERYBODY -> true;
                };
        if (trusted) {
            return new Proof.Trust();
        }
        Optional<Verifier> known = lobby.gateway().verifier(guest.user());
        byte[] nonce = new byte[NONCE_BYTES];
        lobby.chance().nextBytes(nonce);
        return new Proof.Password(
                known.orElseGet(() -> Verifier.pretended(guest.user(), lobby.secret())), nonce);
    }

    @Override
    public void turnedAway(Guest guest) {
        LOGGER.info("a login as {} from {} failed", printable(guest.user()), guest.peer());
        try {
            Thread.sleep(SULK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String printable(String user) {
        String cut = user.length() > 64 ? user.substring(0, 64) : user;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public Admission admit(Guest guest, boolean longSecret) {
        if (!lobby.gateway().hasDatabase(guest.database())) {
            throw SqlException.of(
                    SqlCode.INVALID_CATALOG_NAME,
                    "database \"" + guest.database() + "\" does not exist");
        }
        Sessions.Entry entered =
                lobby.sessions()
                        .enter(longSecret, guard, socket)
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.TOO_MANY_CONNECTIONS,
                                        "sorry, too many clients already"));
        try {
            Session session =
                    new Session(
                            lobby.gateway().engine(guest.database()),
                            new Identity(guest.user(), guest.database(), entered.process()),
                            StartOptions.of(guest.settings()),
                            new Surroundings(
                                    guard,
                                    lobby.gateway()::micros,
                                    lobby.chance()::nextLong,
                                    lobby.sessions(),
                                    conduct));
            long begun = lobby.gateway().micros();
            lobby.sessions().introduce(entered, () -> peer(guest, entered, begun));
            entry = entered;
            return new Admission(session, entered.process(), entered.secret());
        } catch (RuntimeException e) {
            lobby.sessions().leave(entered);
            throw e;
        }
    }

    private Peers.Peer peer(Guest guest, Sessions.Entry entered, long begun) {
        return new Peers.Peer(
                entered.process(),
                guest.user(),
                guest.database(),
                socket.address().getHostAddress(),
                socket.port(),
                begun,
                conduct.now());
    }

    @Override
    public void cancel(int process, byte[] secret) {
        if (lobby.sessions().isOwn(process)) {
            lobby.sessions().cancel(process, secret);
        } else {
            lobby.gateway().cancelElsewhere(process, secret);
        }
    }

    /// It is over.
    void end() {
        Sessions.Entry left = entry;
        if (left != null) {
            lobby.sessions().leave(left);
        }
    }
}
