package dev.isochron.node.console;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One connection to a server that speaks Postgres's protocol, for simple queries in text.
///
/// It is used by one thread; [#cancel] may be called by another.
public final class Line implements Closeable {

    private static final int PROTOCOL = 3 << 16;
    private static final int CANCEL = 80877102;
    private static final String PLAIN = "SCRAM-SHA-256";
    private static final String PLUS = "SCRAM-SHA-256-PLUS";
    private static final int CONNECT_MILLIS = 10_000;

    /// A longer message is no message.
    private static final int MAX_MESSAGE = 1 << 30;

    private final Address address;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<String, String> parameters = new TreeMap<>();
    private int process;
    private int secret;
    private char status = 'I';

    private Line(Address address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /// Connects and logs in.
    ///
    /// @throws Refusal if the server does not let this user in
    public static Line open(Address address) throws IOException {
        Socket socket = dial(address);
        try {
            Line line = new Line(address, socket);
            line.logIn();
            return line;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket dial(Address address) throws IOException {
        IOException last = new UnknownHostException(address.host());
        for (InetAddress candidate : InetAddress.getAllByName(address.host())) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(candidate, address.port()), CONNECT_MILLIS);
                return Tunnel.through(socket, address);
            } catch (IOException e) {
                socket.close();
                if (e instanceof Refusal) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    /// The server does not let the user in.
    public static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        Refusal(String why) {
            super(why);
        }
    }

    private void logIn() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(body);
        fields.writeInt(PROTOCOL);
        for (String text :
                List.of(
                        "user",
                        address.user(),
                        "database",
                        address.database(),
                        "application_name",
                        "isochron sql",
                        "client_encoding",
                        "UTF8",
                        "")) {
            write(fields, text);
        }
        out.writeInt(body.size() + 4);
        out.write(body.toByteArray());
        out.flush();
        ScramClient scram = null;
        while (true) {
            Message message = read();
            switch (message.kind()) {
                case 'R' -> scram = authenticate(message.fields(), scram);
                case 'E' -> throw new Refusal(told(message).message());
                case 'K' -> {
                    process = message.fields().readInt();
                    secret = message.fields().readInt();
                }
                case 'S' -> parameter(message.fields());
                case 'Z' -> {
                    status = (char) message.fields().readUnsignedByte();
                    return;
                }
                default -> {}
            }
        }
    }

    private @Nullable ScramClient authenticate(DataInputStream fields, @Nullable ScramClient scram)
            throws IOException {
        return switch (fields.readInt()) {
            case 0 -> scram;
            case 10 -> begun(fields);
            case 11 -> {
                String reply = started(scram).last(rest(fields));
                send('p', reply.getBytes(StandardCharsets.UTF_8));
                yield scram;
            }
            case 12 -> {
                started(scram).check(rest(fields));
                yield scram;
            }
            default -> throw new Refusal("the server asks for a password in a way not known here");
        };
    }

    private ScramClient begun(DataInputStream fields) throws IOException {
        List<String> offered = new ArrayList<>();
        for (String name = text(fields); !name.isEmpty(); name = text(fields)) {
            offered.add(name);
        }
        ScramClient scram =
                new ScramClient(password(), Tunnel.endPoint(socket), offered.contains(PLUS));
        byte[] first = scram.first().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream reply = new DataOutputStream(body);
        write(reply, scram.isBound() ? PLUS : PLAIN);
        reply.writeInt(first.length);
        reply.write(first);
        send('p', body.toByteArray());
        return scram;
    }

    private static ScramClient started(@Nullable ScramClient scram) throws Refusal {
        if (scram == null) {
            throw new Refusal("the server goes on with a login that was not begun");
        }
        return scram;
    }

    private String password() throws Refusal {
        if (address.password() == null) {
            throw new Refusal(
                    "password authentication failed for user \""
                            + address.user()
                            + "\": none was given (PGPASSWORD, or --password)");
        }
        return address.password();
    }

    /// Runs the statements of a text.
    public void run(String text, Listener listener) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        write(new DataOutputStream(body), text);
        send('Q', body.toByteArray());
        while (true) {
            Message message = read();
            DataInputStream fields = message.fields();
            switch (message.kind()) {
                case 'T' -> listener.columns(columns(fields));
                case 'D' -> listener.row(row(fields));
                case 'C' -> listener.done(text(fields));
                case 'I' -> listener.done("");
                case 'E' -> listener.failed(told(message));
                case 'N' -> listener.notice(told(message));
                case 'S' -> parameter(fields);
                case 'G' -> copyIn(listener);
                case 'd' -> listener.copyOut(fields.readAllBytes());
                case 'Z' -> {
                    status = (char) fields.readUnsignedByte();
                    return;
                }
                default -> {}
            }
        }
    }

    private void copyIn(Listener listener) throws IOException {
        for (byte[] piece = listener.copyIn(); piece != null; piece = listener.copyIn()) {
            out.write('d');
            out.writeInt(piece.length + 4);
            out.write(piece);
        }
        send('c', new byte[0]);
    }

    /// Asks the server, on a connection of its own, to give up what it is running.
    public void cancel() throws IOException {
        try (Socket other = dial(address)) {
            DataOutputStream request = new DataOutputStream(other.getOutputStream());
            request.writeInt(16);
            request.writeInt(CANCEL);
            request.writeInt(process);
            request.writeInt(secret);
            request.flush();
            boolean _ = other.getInputStream().read() < 0;
        }
    }

    /// What the server said of itself and the session, e.g. `server_version`.
    public Map<String, String> parameters() {
        return Map.copyOf(parameters);
    }

    /// `I` outside of a transaction, `T` in one, `E` in one that failed.
    public char status() {
        return status;
    }

    /// Whether it was closed, by either end.
    public boolean isBroken() {
        return socket.isClosed();
    }

    /// Where it leads.
    public Address address() {
        return address;
    }

    private record Message(char kind, DataInputStream fields) {}

    private Message read() throws IOException {
        char kind = (char) in.readUnsignedByte();
        int length = in.readInt() - 4;
        if (length < 0 || length > MAX_MESSAGE) {
            throw new IOException("the server sent something that is no message");
        }
        byte[] body = in.readNBytes(length);
        return new Message(kind, new DataInputStream(new ByteArrayInputStream(body)));
    }

    private void send(char kind, byte[] body) throws IOException {
        out.write(kind);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    private void parameter(DataInputStream fields) throws IOException {
        parameters.put(text(fields), text(fields));
    }

    private static List<Listener.Column> columns(DataInputStream fields) throws IOException {
        List<Listener.Column> columns = new ArrayList<>();
        for (int count = fields.readShort(); count > 0; count--) {
            String name = text(fields);
            fields.skipNBytes(6);
            columns.add(new Listener.Column(name, fields.readInt()));
            fields.skipNBytes(8);
        }
        return columns;
    }

    private static List<@Nullable String> row(DataInputStream fields) throws IOException {
        List<@Nullable String> row = new ArrayList<>();
        for (int count = fields.readShort(); count > 0; count--) {
            int length = fields.readInt();
            row.add(
                    length < 0
                            ? null
                            : new String(fields.readNBytes(length), StandardCharsets.UTF_8));
        }
        return row;
    }

    private static Told told(Message message) throws IOException {
        DataInputStream in = message.fields();
        Map<Character, String> fields = new TreeMap<>();
        for (int letter = in.readUnsignedByte(); letter != 0; letter = in.readUnsignedByte()) {
            fields.put((char) letter, text(in));
        }
        return new Told(fields);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }

    private static String text(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
            bytes.write(b);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String rest(DataInputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        int end =
                bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            try (socket) {
                send('X', new byte[0]);
            } catch (IOException _) {
                // The other end has gone first.
            }
        }
    }
}
