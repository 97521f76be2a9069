package dev.isochron.node.sql;

import dev.isochron.sql.wire.Channel;
import dev.isochron.sql.wire.ReadTimedOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A client's socket.
final class ClientSocket implements Channel {
    /// How often a read within a statement, as of a copy, looks whether that was cancelled.
    private static final int COPY_LOOK_MILLIS = 200;

    /// How long bytes that were under way are waited for once the last word is said.
    private static final Duration PARTING = Duration.ofMillis(200);

    private final Socket plain;
    private final Guard guard;
    private final @Nullable Tls tls;
    private final Semaphore room;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean encrypted;
    private int patienceMillis;
    private int timeoutMillis;
    private volatile long writingSince = Long.MAX_VALUE;

    /// @param room bytes for large messages, of all clients together
    ClientSocket(Socket socket, Guard guard, @Nullable Tls tls, Semaphore room) throws IOException {
        this.room = room;
        this.plain = socket;
        this.socket = socket;
        this.guard = guard;
        this.tls = tls;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        boolean within = guard.isListening();
        guard.toSocket();
        try {
            return within
                    ? readWatchfully(into, offset, length)
                    : read(into, offset, length, patienceMillis);
        } catch (SocketTimeoutException e) {
            throw new ReadTimedOut();
        } finally {
            guard.fromSocket();
        }
    }

    private int read(byte[] into, int offset, int length, int millis) throws IOException {
        if (millis != timeoutMillis) {
            socket.setSoTimeout(millis);
            timeoutMillis = millis;
        }
        return in.read(into, offset, length);
    }

    /// Waits for bytes of a copy, and no longer than the statement may run.
    private int readWatchfully(byte[] into, int offset, int length) throws IOException {
        while (guard.rung().isEmpty()) {
            try {
                return read(into, offset, length, COPY_LOOK_MILLIS);
            } catch (SocketTimeoutException e) {
                // Nothing came; perhaps nothing is wanted any more.
            }
        }
        throw new ReadTimedOut();
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        guard.toSocket();
        writingSince = System.nanoTime();
        try {
            out.write(from, offset, length);
        } finally {
            writingSince = Long.MAX_VALUE;
            guard.fromSocket();
        }
    }

    /// How long it has been waiting for the client to take what is written.
    Duration writing(long nowNanos) {
        long since = writingSince;
        return since == Long.MAX_VALUE ? Duration.ZERO : Duration.ofNanos(nowNanos - since);
    }

    @Override
    public void patience(Duration limit) {
        patienceMillis =
                (int)
                        Math.min(
                                Integer.MAX_VALUE,
                                Math.max(limit.toMillis(), limit.isZero() ? 0 : 1));
    }

    @Override
    public void startTls() throws IOException {
        if (tls == null) {
            throw new IOException("there is no certificate");
        }
        guard.toSocket();
        try {
            socket.setSoTimeout(patienceMillis);
            SSLSocket secured = tls.over(plain);
            secured.startHandshake();
            socket = secured;
            timeoutMillis = patienceMillis;
            in = secured.getInputStream();
            out = secured.getOutputStream();
            encrypted = true;
        } finally {
            guard.fromSocket();
        }
    }

    @Override
    public boolean encrypted() {
        return encrypted;
    }

    @Override
    public Optional<byte[]> endPoint() {
        return encrypted && tls != null ? Optional.of(tls.endPoint()) : Optional.empty();
    }

    /// The client's.
    int port() {
        return plain.getPort();
    }

    InetAddress address() {
        return plain.getInetAddress();
    }

    @Override
    public boolean takeRoom(int bytes) {
        return room.tryAcquire(bytes);
    }

    @Override
    public void giveBack(int bytes) {
        room.release(bytes);
    }

    @Override
    public String peer() {
        return plain.getInetAddress().getHostAddress() + ":" + plain.getPort();
    }

    /// Nothing more is read: a thread that waits for the client goes on.
    void endReading() {
        try {
            plain.shutdownInput();
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void partWithWords() {
        long untilNanos = System.nanoTime() + PARTING.toNanos();
        byte[] unread = new byte[8 * 1024];
        try {
            socket.shutdownOutput();
            int read = 0;
            while (read >= 0) {
                long left = Duration.ofNanos(untilNanos - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return;
                }
                socket.setSoTimeout((int) left);
                read = in.read(unread, 0, unread.length);
            }
        } catch (IOException e) {
            // It is closed in any case.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Whatever was left of it is gone.
        }
        try {
            plain.close();
        } catch (IOException e) {
            // Whatever was left of it is gone.
        }
    }
}
