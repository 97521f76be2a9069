package dev.isochron.simulation.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One way from somebody to a port of this machine, which can be cut: then it carries nothing in
/// either direction and closes nothing, as a network does that drops packets.
final class Relay implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 16;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean cut;

    /// @param target the port that everything goes to
    Relay(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// The port that leads to the target.
    int port() {
        return entrance.getLocalPort();
    }

    void cut(boolean now) {
        lock.lock();
        try {
            cut = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                sockets.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException closed) {
            // The cluster is over.
        }
    }

    private void connect(Socket near) {
        try {
            awaitWhole();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> carry(near, far));
            carry(far, near);
        } catch (IOException nobodyThere) {
            end(near);
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            int read = in.read(chunk);
            while (read >= 0) {
                awaitWhole();
                out.write(chunk, 0, read);
                read = in.read(chunk);
            }
        } catch (IOException broken) {
            // Both ends are told below.
        } finally {
            end(from);
            end(to);
        }
    }

    private void awaitWhole() {
        lock.lock();
        try {
            while (cut) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        sockets.forEach(this::end);
        cut(false);
    }
}
