package dev.isochron.node.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Says the same to everybody, and listens to nobody; whom it has nothing to say to may wait.
final class StrangeServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> guests = new CopyOnWriteArrayList<>();

    private StrangeServer(ServerSocket server) {
        this.server = server;
    }

    static StrangeServer saying(String words) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        StrangeServer made = new StrangeServer(socket);
        Thread.ofVirtual().start(() -> made.serve(words.getBytes(StandardCharsets.ISO_8859_1)));
        return made;
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void serve(byte[] words) {
        try {
            while (!server.isClosed()) {
                Socket guest = server.accept();
                guests.add(guest);
                guest.getOutputStream().write(words);
                guest.getOutputStream().flush();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket guest : guests) {
            guest.close();
        }
    }
}
