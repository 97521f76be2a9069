package dev.isochron.bench.jmh;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.port.Ports;
import dev.isochron.client.transport.ThreadSessions;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.StartOptions;
import dev.isochron.sql.session.Surroundings;
import dev.isochron.sql.wire.Admission;
import dev.isochron.sql.wire.Channel;
import dev.isochron.sql.wire.Conversation;
import dev.isochron.sql.wire.Guest;
import dev.isochron.sql.wire.House;
import dev.isochron.sql.wire.Limits;
import dev.isochron.sql.wire.Proof;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/// A client of the PostgreSQL protocol that knows in advance what it will say, at a gateway whose
/// [store][InstantStore] answers at once. Everything happens on the caller's thread.
final class SqlTape implements House, Bell {

    private static final int PROTOCOL = 3 << 16;

    private final InstantStore store = new InstantStore();
    private final SqlEngine engine;
    private final SplittableRandom random = new SplittableRandom(7);

    SqlTape() {
        this.engine =
                new SqlEngine(
                        Isochron.over(
                                new Ports(store, new ThreadSessions(), random::nextLong),
                                ClientSettings.of("instant:1")));
    }

    long requests() {
        return store.requests();
    }

    /// Holds a conversation.
    ///
    /// @param first what is said after the login
    /// @param count how often something is said then
    /// @param next what it is
    /// @return the last bytes of the answers
    byte[] say(byte[] first, int count, IntFunction<byte[]> next) {
        Line line = new Line(first, count, next);
        Conversation.hold(
                line,
                this,
                Limits.USUAL,
                fault -> {
                    throw new IllegalStateException(fault);
                });
        return line.last;
    }

    /// A message of the protocol.
    static byte[] message(char type, Object... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case String text -> {
                    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                    body.write(0);
                }
                case Integer number ->
                        body.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
                case Short number ->
                        body.writeBytes(ByteBuffer.allocate(2).putShort(number).array());
                case byte[] bytes -> body.writeBytes(bytes);
                default -> throw new IllegalArgumentException("no part of a message: " + part);
            }
        }
        int type1 = type == 0 ? 0 : 1;
        ByteBuffer message = ByteBuffer.allocate(type1 + 4 + body.size());
        if (type != 0) {
            message.put((byte) type);
        }
        return message.putInt(4 + body.size()).put(body.toByteArray()).array();
    }

    static byte[] together(List<byte[]> messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /// What the client says, one piece at each read.
    private static final class Line implements Channel {
        private final byte[] first;
        private final int count;
        private final IntFunction<byte[]> next;
        private byte[] last = {};
        private int said = -2;
        private byte[] piece = {};
        private int at;

        private Line(byte[] first, int count, IntFunction<byte[]> next) {
            this.first = first;
            this.count = count;
            this.next = next;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == piece.length) {
                at = 0;
                piece = piece(said++);
            }
            int some = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, some);
            at += some;
            return some;
        }

        private byte[] piece(int number) {
            if (number == -2) {
                return message((char) 0, PROTOCOL, "user", "bench", "database", "isochron", "");
            }
            if (number == -1) {
                return first;
            }
            return number < count ? next.apply(number) : message('X');
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (said >= count) {
                last = new byte[length];
                System.arraycopy(from, offset, last, 0, length);
            }
        }

        @Override
        public void patience(Duration limit) {}

        @Override
        public void startTls() {
            throw new IllegalStateException("nobody asks for it");
        }

        @Override
        public boolean encrypted() {
            return false;
        }

        @Override
        public Optional<byte[]> endPoint() {
            return Optional.empty();
        }

        @Override
        public String peer() {
            return "tape";
        }

        @Override
        public boolean takeRoom(int bytes) {
            return true;
        }

        @Override
        public void giveBack(int bytes) {}

        @Override
        public void partWithWords() {}

        @Override
        public void close() {}
    }

    @Override
    public boolean offersTls() {
        return false;
    }

    @Override
    public Duration loginLeft() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Proof proof(Guest guest) {
        return new Proof.Trust();
    }

    @Override
    public void turnedAway(Guest guest) {}

    @Override
    public Admission admit(Guest guest, boolean longSecret) {
        Session session =
                new Session(
                        engine,
                        new Identity(guest.user(), guest.database(), 1),
                        StartOptions.of(guest.settings()),
                        new Surroundings(this, () -> System.nanoTime() / 1000, random::nextLong));
        return new Admission(session, 1, new byte[4]);
    }

    @Override
    public void cancel(int process, byte[] secret) {}

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
        return Optional.empty();
    }
}
