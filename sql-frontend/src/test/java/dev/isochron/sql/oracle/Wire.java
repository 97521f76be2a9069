package dev.isochron.sql.oracle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A connection that speaks Postgres's protocol and hides nothing: simple queries, text, no
/// password.
public final class Wire implements Closeable {

    private static final int PROTOCOL = 3 << 16;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /// Connects and logs in.
    public static Wire connect(int port, String user, String database) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        Wire wire = new Wire(socket);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream startup = new DataOutputStream(bytes);
        startup.writeInt(PROTOCOL);
        for (String text : List.of("user", user, "database", database, "")) {
            startup.write(text.getBytes(StandardCharsets.UTF_8));
            startup.write(0);
        }
        wire.out.writeInt(bytes.size() + 4);
        wire.out.write(bytes.toByteArray());
        wire.out.flush();
        if (wire.outcomes().stream().anyMatch(Outcome.Failed.class::isInstance)) {
            throw new IOException("login was refused");
        }
        return wire;
    }

    /// What one statement of a text came to.
    public sealed interface Outcome {

        /// Rows, or none if the statement gives none.
        ///
        /// @param columns empty if the statement gives no rows
        /// @param tag e.g. `INSERT 0 1`
        record Done(List<Column> columns, List<List<@Nullable String>> rows, String tag)
                implements Outcome {}

        /// An error, by the letters of its fields.
        record Failed(Map<Character, String> fields) implements Outcome {

            /// The SQLSTATE.
            public String state() {
                return fields.getOrDefault('C', "");
            }

            /// The message.
            public String message() {
                return fields.getOrDefault('M', "");
            }

            /// The position; 0 if there is none.
            public int position() {
                return Integer.parseInt(fields.getOrDefault('P', "0"));
            }
        }
    }

    /// A column of a result.
    public record Column(String name, int type) {}

    /// Sends a text as one simple query and gives what its statements came to, at least one.
    public List<Outcome> ask(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write('Q');
        out.writeInt(bytes.length + 5);
        out.write(bytes);
        out.write(0);
        out.flush();
        return outcomes();
    }

    private List<Outcome> outcomes() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Column> columns = List.of();
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (true) {
            int kind = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            DataInputStream fields = new DataInputStream(new java.io.ByteArrayInputStream(body));
            switch (kind) {
                case 'T' -> columns = columns(fields);
                case 'D' -> rows.add(row(fields));
                case 'C' -> {
                    outcomes.add(new Outcome.Done(columns, rows, text(fields)));
                    columns = List.of();
                    rows = new ArrayList<>();
                }
                case 'I' -> outcomes.add(new Outcome.Done(List.of(), List.of(), ""));
                case 'E' -> {
                    outcomes.add(new Outcome.Failed(fields(fields)));
                    columns = List.of();
                    rows = new ArrayList<>();
                }
                case 'G' -> failCopy();
                case 'R' -> refusePassword(fields.readInt());
                case 'Z' -> {
                    return outcomes;
                }
                default -> {}
            }
        }
    }

    private static void refusePassword(int method) throws IOException {
        if (method != 0) {
            throw new IOException("the server asks for a password");
        }
    }

    /// Nothing is copied in here.
    private void failCopy() throws IOException {
        out.write('f');
        out.writeInt(5);
        out.write(0);
        out.flush();
    }

    private static List<Column> columns(DataInputStream in) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int count = in.readShort(); count > 0; count--) {
            String name = text(in);
            in.skipNBytes(6);
            columns.add(new Column(name, in.readInt()));
            in.skipNBytes(8);
        }
        return columns;
    }

    private static List<@Nullable String> row(DataInputStream in) throws IOException {
        List<@Nullable String> row = new ArrayList<>();
        for (int count = in.readShort(); count > 0; count--) {
            int length = in.readInt();
            row.add(length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return row;
    }

    private static Map<Character, String> fields(DataInputStream in) throws IOException {
        Map<Character, String> fields = new TreeMap<>();
        for (int letter = in.readUnsignedByte(); letter != 0; letter = in.readUnsignedByte()) {
            fields.put((char) letter, text(in));
        }
        return fields;
    }

    private static String text(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
