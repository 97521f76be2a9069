package dev.isochron.node.console;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that lets everybody in but into the database `none`, says what it is told, fails at
/// what begins with `fail`, leaves at what begins with `leave`, and takes rows at what begins with
/// `copy`.
final class ToyServer implements Closeable {

    private final ServerSocket listening;

    ToyServer() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    Address address() {
        return new Address("127.0.0.1", listening.getLocalPort(), "u", "d", null);
    }

    private void serve() {
        try (Socket socket = listening.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            String greeting = text(in.readNBytes(in.readInt() - 4));
            if (greeting.contains("database\0none\0")) {
                send(out, 'E', "VFATAL\0C3D000\0Mdatabase \"none\" does not exist\0\0");
                return;
            }
            send(out, 'R', "\0\0\0\0");
            send(out, 'Z', "I");
            while (answer(in, out)) {
                out.flush();
            }
        } catch (EOFException e) {
            // The client hung up.
        } catch (IOException e) {
            if (!listening.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean answer(DataInputStream in, DataOutputStream out) throws IOException {
        char kind = (char) in.readUnsignedByte();
        String body = text(in.readNBytes(in.readInt() - 4));
        if (kind != 'Q') {
            return false;
        }
        String query = body.substring(0, body.length() - 1);
        if (query.startsWith("leave")) {
            return false;
        }
        if (query.startsWith("fail")) {
            send(out, 'E', "VERROR\0C42601\0Mno\0P6\0Htry again\0\0");
        } else if (query.startsWith("copy")) {
            send(out, 'G', "\0\0\0");
            StringBuilder rows = new StringBuilder();
            while ((char) in.readUnsignedByte() == 'd') {
                rows.append(text(in.readNBytes(in.readInt() - 4)));
            }
            in.readInt();
            send(out, 'C', "COPY " + rows.toString().strip() + "\0");
        } else {
            say(out, query);
        }
        send(out, 'Z', "I");
        return true;
    }

    private static void say(DataOutputStream out, String query) throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(row);
        fields.writeShort(1);
        byte[] value = query.getBytes(StandardCharsets.UTF_8);
        fields.writeInt(value.length);
        fields.write(value);
        send(out, 'T', "\0\1said\0" + "\0".repeat(9) + "\31" + "\0".repeat(8));
        out.write('D');
        out.writeInt(row.size() + 4);
        out.write(row.toByteArray());
        send(out, 'C', "SELECT 1\0");
    }

    private static void send(DataOutputStream out, char kind, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(kind);
        out.writeInt(bytes.length + 4);
        out.write(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
