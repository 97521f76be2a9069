package dev.isochron.node.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What two servers are connected by: a relay of bytes that can be cut and healed.
///
/// A cut cable carries nothing in either direction and closes nothing, as a network that drops
/// packets: what was on its way arrives once it is healed, if somebody still listens then.
final class Cable implements AutoCloseable {
    private final ServerSocket entrance;
    private final HostPort target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private boolean cut;

    /// A cable to `target`; whoever dials [#entrance] speaks to it.
    Cable(HostPort target) throws IOException {
        this.target = target;
        entrance = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    HostPort entrance() {
        return new HostPort("127.0.0.1", entrance.getLocalPort());
    }

    void cut() {
        setCut(true);
    }

    void heal() {
        setCut(false);
    }

    private void setCut(boolean now) {
        lock.lock();
        try {
            cut = now;
            healed.signalAll();
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
            // The test is over.
        }
    }

    private void connect(Socket near) {
        try {
            awaitHealed();
            Socket far = new Socket(target.host(), target.port());
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
            byte[] bytes = new byte[1 << 16];
            int read = in.read(bytes);
            while (read >= 0) {
                awaitHealed();
                out.write(bytes, 0, read);
                read = in.read(bytes);
            }
        } catch (IOException broken) {
            // Told to both ends below.
        } finally {
            end(from);
            end(to);
        }
    }

    private void awaitHealed() {
        lock.lock();
        try {
            while (cut) {
                healed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        heal();
    }
}
