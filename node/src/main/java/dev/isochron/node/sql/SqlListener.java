package dev.isochron.node.sql;

import dev.isochron.node.cli.Complaint;
import dev.isochron.sql.wire.Conversation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for clients, and serves each on a virtual thread.
public final class SqlListener implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SqlListener.class);

    private static final int BACKLOG = 512;

    /// Connections that have not logged in: so many at a time, so that those who never do cannot
    /// keep others out of theirs.
    private static final int MAX_STRANGERS = 512;

    /// Of these, so many from one address.
    private static final int MAX_STRANGERS_OF_ONE = 128;

    private static final int SECRET_BYTES = 32;
    private static final long LOOK_MILLIS = 20;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /// And so long again once it was cancelled.
    private static final Duration CANCELLED = Duration.ofSeconds(1);

    private static final long PAUSE_MILLIS = 10;

    private final ServerSocket server;
    private final Lobby lobby;
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Thread accepting;
    private final Thread watching;
    private volatile boolean closed;

    private SqlListener(ServerSocket server, Lobby lobby) {
        this.server = server;
        this.lobby = lobby;
        this.accepting = Thread.ofPlatform().daemon().name("sql-accept").unstarted(this::accept);
        this.watching = Thread.ofPlatform().daemon().name("sql-watch").unstarted(this::watch);
    }

    /// Listens until it is closed.
    ///
    /// @throws Complaint if the address is not to be had, or the certificate is none
    public static SqlListener start(SqlOptions options, Gateway gateway) {
        options.requireGuarded();
        Tls tls = options.certificate().map(c -> Tls.of(c.chain(), c.key())).orElse(null);
        SecureRandom chance = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        chance.nextBytes(secret);
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(options.listen(), BACKLOG);
            Sessions sessions = new Sessions(chance, gateway.node(), options.maxSessions());
            SqlListener listener =
                    new SqlListener(
                            server,
                            new Lobby(options, gateway, sessions, chance, secret, tls, room()));
            gateway.serve(sessions);
            listener.accepting.start();
            listener.watching.start();
            return listener;
        } catch (IOException e) {
            throw new Complaint(
                    "SQL cannot be served: " + e.getMessage(),
                    "--sql-listen "
                            + options.listen().getHostString()
                            + ":"
                            + options.listen().getPort(),
                    "Stop the process that has the address, or choose another.",
                    e);
        }
    }

    /// A quarter of the memory there is, for messages beyond a mebibyte.
    private static Semaphore room() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return new Semaphore((int) Math.min(Integer.MAX_VALUE, quarter));
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /// Clients that are logged in.
    public int sessions() {
        return lobby.sessions().size();
    }

    private void accept() {
        while (!closed) {
            try {
                welcome(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    LOGGER.warn("a connection could not be accepted: {}", e.getMessage());
                    pause(PAUSE_MILLIS);
                }
            }
        }
    }

    private void welcome(Socket socket) throws IOException {
        if (tooManyStrangers(socket.getInetAddress())) {
            socket.close();
            return;
        }
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        Guard guard = new Guard();
        ClientSocket client = new ClientSocket(socket, guard, lobby.tls(), lobby.room());
        Visit visit = new Visit(lobby, client, guard);
        visits.add(visit);
        LockSupport.unpark(watching);
        Thread thread =
                Thread.ofVirtual()
                        .name("sql-" + client.peer())
                        .unstarted(() -> serve(visit, client));
        threads.add(thread);
        thread.start();
    }

    private boolean tooManyStrangers(InetAddress from) {
        int all = 0;
        int ofOne = 0;
        for (Visit visit : visits) {
            if (!visit.isLoggedIn()) {
                all++;
                ofOne += visit.isFrom(from) ? 1 : 0;
            }
        }
        return all >= MAX_STRANGERS || ofOne >= MAX_STRANGERS_OF_ONE;
    }

    private void serve(Visit visit, ClientSocket client) {
        try {
            Conversation.hold(client, visit, lobby.options().limits(), SqlListener::fault);
        } catch (RuntimeException e) {
            fault(e);
        } finally {
            client.close();
            visit.end();
            visits.remove(visit);
            threads.remove(Thread.currentThread());
        }
    }

    private static void fault(Throwable cause) {
        LOGGER.error("a fault in the program", cause);
    }

    /// Sleeps while there is nobody to look after.
    private void watch() {
        while (!closed) {
            if (visits.isEmpty()) {
                LockSupport.park(this);
            } else {
                long now = System.nanoTime();
                visits.forEach(visit -> visit.look(now));
                pause(LOOK_MILLIS);
            }
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes no more clients, and says farewell to those that are here.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watching);
        try {
            server.close();
        } catch (IOException e) {
            LOGGER.warn("the socket of SQL could not be closed: {}", e.getMessage());
        }
        lobby.sessions().dismissAll();
        awaitAll(FAREWELL);
        lobby.sessions().cancelAll();
        awaitAll(CANCELLED);
        visits.forEach(Visit::hangUp);
    }

    private void awaitAll(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!threads.isEmpty() && System.nanoTime() - until < 0) {
            pause(PAUSE_MILLIS);
        }
    }
}
