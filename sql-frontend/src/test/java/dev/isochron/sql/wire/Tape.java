package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.StartOptions;
import dev.isochron.sql.session.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A conversation in memory: all that the client says is there from the start, in pieces of any
/// size; what the server says is written down.
final class Tape implements Channel, House, Bell {
    private final List<Chunk> chunks;
    private final int piece;
    private final Engine engine;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Throwable> faults = new ArrayList<>();
    private @Nullable Verifier verifier;
    private Optional<Farewell> farewell = Optional.empty();
    private byte[] said = new byte[0];
    private int chunk;
    private int at;
    private int flushes;
    private boolean closed;
    private boolean parted;
    private boolean tls;
    private int room = Integer.MAX_VALUE;

    /// What is said at a time, and what happens before.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Chunk(Runnable before, byte[] bytes) {}

    /// @param piece how many bytes come at a time
    Tape(Script script, int piece, Engine engine) {
        this(List.of(new Chunk(() -> {}, script.bytes())), piece, engine);
    }

    Tape(List<Chunk> chunks, int piece, Engine engine) {
        this.chunks = chunks;
        this.piece = piece;
        this.engine = engine;
    }

    /// Asks for a password.
    Tape asking(Verifier password) {
        verifier = password;
        return this;
    }

    /// The messages that a server answers to all of this, one a line.
    static List<String> play(Script script, Engine engine) {
        return new Tape(script, Integer.MAX_VALUE, engine).play();
    }

    List<String> play() {
        Conversation.hold(this, this, Limits.USUAL, faults::add);
        if (!faults.isEmpty()) {
            throw new IllegalStateException(faults.getFirst());
        }
        if (!closed) {
            throw new IllegalStateException("the channel is still open");
        }
        return messages(heard.toByteArray());
    }

    /// Whether the client was given time to hear the last word.
    boolean parted() {
        return parted;
    }

    int flushes() {
        return flushes;
    }

    /// Leaves out the beginning of the chunk that is about to be said.
    void skip(int bytes) {
        at = bytes;
    }

    /// What the server said until now.
    byte[] heard() {
        return heard.toByteArray();
    }

    static List<String> messages(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<String> messages = new ArrayList<>();
        while (buffer.hasRemaining()) {
            char type = (char) buffer.get();
            byte[] body = new byte[buffer.getInt() - 4];
            buffer.get(body);
            messages.add(Reading.of(type, ByteBuffer.wrap(body)));
        }
        return messages;
    }

    // -- channel -----------------------------------------------------------------------------

    @Override
    public int read(byte[] into, int offset, int length) {
        while (at == said.length && chunk < chunks.size()) {
            at = 0;
            chunks.get(chunk).before().run();
            said = chunks.get(chunk).bytes();
            chunk++;
        }
        int count = Math.min(Math.min(length, piece), said.length - at);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(said, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        heard.write(from, offset, length);
        flushes++;
    }

    @Override
    public void patience(Duration limit) {}

    @Override
    public void startTls() throws IOException {
        tls = true;
    }

    @Override
    public boolean encrypted() {
        return tls;
    }

    @Override
    public Optional<byte[]> endPoint() {
        return Optional.empty();
    }

    @Override
    public boolean takeRoom(int bytes) {
        boolean fits = bytes <= room;
        room -= fits ? bytes : 0;
        return fits;
    }

    @Override
    public void giveBack(int bytes) {
        room += bytes;
    }

    /// Leaves so much memory for large messages.
    Tape withRoom(int bytes) {
        room = bytes;
        return this;
    }

    int room() {
        return room;
    }

    @Override
    public String peer() {
        return "tape";
    }

    @Override
    public void partWithWords() {
        if (closed) {
            throw new IllegalStateException("the channel is closed already");
        }
        parted = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    // -- house -------------------------------------------------------------------------------

    @Override
    public boolean offersTls() {
        return false;
    }

    @Override
    public Duration loginLeft() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Proof proof(Guest guest) {
        Verifier asked = verifier;
        return asked == null ? new Proof.Trust() : new Proof.Password(asked, new byte[18]);
    }

    @Override
    public void turnedAway(Guest guest) {}

    @Override
    public Admission admit(Guest guest, boolean longSecret) {
        Session session =
                new Session(
                        engine,
                        new Identity(guest.user(), guest.database(), 42),
                        StartOptions.of(guest.settings()),
                        new Surroundings(this, () -> 0, () -> 4));
        return new Admission(
                session, 42, "k".repeat(longSecret ? 32 : 4).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void cancel(int process, byte[] secret) {}

    // -- bell --------------------------------------------------------------------------------

    @Override
    public void listen(Duration limit) {}

    @Override
    public void quiet() {}

    @Override
    public Optional<Reason> rung() {
        return Optional.empty();
    }

    @Override
    public Optional<Farewell> farewell() {
        return farewell;
    }

    /// Tells the session to end.
    void dismiss() {
        farewell =
                Optional.of(new Farewell(SqlError.of(SqlCode.ADMIN_SHUTDOWN, "the server stops")));
    }
}
