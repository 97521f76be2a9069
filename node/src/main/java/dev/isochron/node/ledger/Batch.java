package dev.isochron.node.ledger;

import dev.isochron.paxos.model.Entry;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Commands as they stand in one entry, big-endian:
///
/// ```
/// batch   = version: u8 = 1, count: i32, count * command
/// command = timestamp: i64, born: i64, number: i64, sequence: i64, length: i32, length * u8
/// ```
///
/// Writer and reader stand here together; nobody else knows the bytes.
public final class Batch {

    /// Bytes of a batch besides its commands.
    static final int HEADER_BYTES = 5;

    private static final byte VERSION = 1;
    private static final int COMMAND_BYTES = 36;

    private Batch() {}

    /// How many bytes `command` takes in a batch.
    public static int bytesOf(Command command) {
        return COMMAND_BYTES + command.payload().length;
    }

    /// The entry that holds `commands` in this order.
    public static Entry.Commands encode(List<Stamped> commands) {
        int bytes = HEADER_BYTES;
        for (Stamped stamped : commands) {
            bytes += bytesOf(stamped.command());
        }
        ByteBuffer into = ByteBuffer.allocate(bytes).put(VERSION).putInt(commands.size());
        for (Stamped stamped : commands) {
            Command command = stamped.command();
            into.putLong(stamped.timestamp().nanos())
                    .putLong(command.client().born().nanos())
                    .putLong(command.client().number())
                    .putLong(command.sequence())
                    .putInt(command.payload().length)
                    .put(command.payload());
        }
        return new Entry.Commands(into.array());
    }

    /// The commands of an entry.
    ///
    /// @throws MalformedBatch if the bytes are not what [#encode] writes
    static List<Line> decode(byte[] bytes) throws MalformedBatch {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        if (from.remaining() < HEADER_BYTES || from.get() != VERSION) {
            throw new MalformedBatch("not a batch of version " + VERSION);
        }
        int count = from.getInt();
        if (count < 0 || (long) count * COMMAND_BYTES > from.remaining()) {
            throw new MalformedBatch("a batch cannot hold " + count + " commands");
        }
        List<Line> lines = new ArrayList<>(count);
        ClientId client = ClientId.NOBODY;
        for (int i = 0; i < count; i++) {
            Line line = line(from, client);
            client = line.client();
            lines.add(line);
        }
        if (from.hasRemaining()) {
            throw new MalformedBatch(from.remaining() + " bytes after the last command");
        }
        return lines;
    }

    /// @param last whose line came before: one client often has many in a row
    private static Line line(ByteBuffer from, ClientId last) throws MalformedBatch {
        if (from.remaining() < COMMAND_BYTES) {
            throw new MalformedBatch("a command ends early");
        }
        long timestamp = from.getLong();
        long born = from.getLong();
        long number = from.getLong();
        long sequence = from.getLong();
        int length = from.getInt();
        boolean fits = length >= 0 && length <= Math.min(from.remaining(), Command.MAX_PAYLOAD);
        if (timestamp < 0 || born < 0 || sequence < 1 || !fits) {
            throw new MalformedBatch("a command is out of range");
        }
        Line line =
                new Line(
                        new Timestamp(timestamp),
                        last.is(born, number) ? last : new ClientId(new Timestamp(born), number),
                        sequence,
                        new Payload(from.array(), from.arrayOffset() + from.position(), length));
        from.position(from.position() + length);
        return line;
    }

    /// A command as it is read: its payload still lies in the entry.
    record Line(Timestamp timestamp, ClientId client, long sequence, Payload payload) {}

    /// The entry's bytes are not a batch.
    static final class MalformedBatch extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedBatch(String what) {
            super(what);
        }
    }
}
