package dev.isochron.node.ledger;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A whole ledger, and how it is written: checkpoints and snapshots hold these bytes, big-endian.
///
/// ```
/// image   = version: u8 = 1, applied: i64, lines: i64, chain: i64, last: i64, forgotten: i64,
///           sessions: i32, sessions * session, kept: i32, kept * line
/// session = born: i64, number: i64, marks: i32, marks * (sequence, line, slot, timestamp: i64)
/// line    = line, slot, timestamp: i64, length: i32, length * u8
/// ```
///
/// Sessions stand in the order of their last use.
record LedgerImage(
        Slot applied,
        long lines,
        long chain,
        Timestamp last,
        Timestamp forgottenUntil,
        Map<ClientId, Session> sessions,
        List<Ledger.Kept> kept) {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1 + 5 * 8 + 4 + 4;
    private static final int SESSION_BYTES = 2 * 8 + 4;
    private static final int MARK_BYTES = 4 * 8;
    private static final int LINE_BYTES = 3 * 8 + 4;

    byte[] encode() {
        ByteBuffer into = ByteBuffer.allocate(Math.toIntExact(bytes()));
        into.put(VERSION).putLong(applied.value()).putLong(lines).putLong(chain);
        into.putLong(last.nanos()).putLong(forgottenUntil.nanos());
        into.putInt(sessions.size());
        sessions.forEach((client, session) -> put(into, client, session.remembered()));
        into.putInt(kept.size());
        kept.forEach(line -> put(into, line));
        return into.array();
    }

    private long bytes() {
        long bytes = HEADER_BYTES;
        for (Session session : sessions.values()) {
            bytes += SESSION_BYTES + (long) session.remembered().size() * MARK_BYTES;
        }
        for (Ledger.Kept line : kept) {
            bytes += LINE_BYTES + line.payload().length();
        }
        return bytes;
    }

    private static void put(ByteBuffer into, ClientId client, List<Session.Mark> marks) {
        into.putLong(client.born().nanos()).putLong(client.number()).putInt(marks.size());
        for (Session.Mark mark : marks) {
            into.putLong(mark.sequence()).putLong(mark.line());
            into.putLong(mark.slot().value()).putLong(mark.timestamp().nanos());
        }
    }

    private static void put(ByteBuffer into, Ledger.Kept line) {
        into.putLong(line.line()).putLong(line.slot().value()).putLong(line.timestamp().nanos());
        into.putInt(line.payload().length()).put(line.payload().buffer());
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are anything else
    static LedgerImage decode(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            LedgerImage image = decode(from);
            require(!from.hasRemaining(), "bytes after the end");
            return image;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("not a ledger's image: it ends early", e);
        }
    }

    private static LedgerImage decode(ByteBuffer from) {
        require(from.get() == VERSION, "unknown version");
        Slot applied = new Slot(from.getLong());
        long lines = from.getLong();
        long chain = from.getLong();
        Timestamp last = new Timestamp(from.getLong());
        Timestamp forgottenUntil = new Timestamp(from.getLong());
        Map<ClientId, Session> sessions = sessions(from);
        return new LedgerImage(
                applied, lines, chain, last, forgottenUntil, sessions, kept(from, lines));
    }

    private static Map<ClientId, Session> sessions(ByteBuffer from) {
        int count = count(from, SESSION_BYTES);
        LinkedHashMap<ClientId, Session> sessions = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            ClientId client = new ClientId(new Timestamp(from.getLong()), from.getLong());
            Session session = new Session();
            int marks = count(from, MARK_BYTES);
            for (int m = 0; m < marks; m++) {
                session.remember(mark(from));
            }
            require(sessions.put(client, session) == null, "a client stands there twice");
        }
        return sessions;
    }

    private static Session.Mark mark(ByteBuffer from) {
        long sequence = from.getLong();
        long line = from.getLong();
        require(sequence >= 1 && line >= 1, "a mark is out of range");
        return new Session.Mark(
                sequence, line, new Slot(from.getLong()), new Timestamp(from.getLong()));
    }

    private static List<Ledger.Kept> kept(ByteBuffer from, long lines) {
        int count = count(from, LINE_BYTES);
        List<Ledger.Kept> kept = new ArrayList<>(count);
        long expected = lines - count;
        for (int i = 0; i < count; i++) {
            expected++;
            require(from.getLong() == expected, "the lines at hand have a gap");
            Slot slot = new Slot(from.getLong());
            Timestamp timestamp = new Timestamp(from.getLong());
            int length = count(from, 1);
            Payload payload =
                    new Payload(from.array(), from.arrayOffset() + from.position(), length);
            from.position(from.position() + length);
            kept.add(new Ledger.Kept(expected, slot, timestamp, payload));
        }
        return kept;
    }

    /// A count of things of at least `each` bytes; more than fit is refused before any is made.
    private static int count(ByteBuffer from, int each) {
        int count = from.getInt();
        require(count >= 0 && (long) count * each <= from.remaining(), "a count is out of range");
        return count;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("not a ledger's image: " + what);
        }
    }
}
