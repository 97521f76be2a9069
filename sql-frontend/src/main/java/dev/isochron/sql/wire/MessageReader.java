package dev.isochron.sql.wire;

import java.io.IOException;
import java.time.Duration;

/// Takes what a client sends apart into messages.
///
/// A length is only believed as the bytes arrive: room grows with them, up to the type's limit. A
/// longer message is skipped and reported, so that the conversation can go on; a length that makes
/// no sense ends it.
final class MessageReader {
    /// Most messages fit; it is what PostgreSQL reads at a time.
    private static final int BUFFER_BYTES = 8192;

    /// How much room is made at first for a message that does not fit.
    private static final int FIRST_ROOM = 64 * 1024;

    private static final int LENGTH_BYTES = 4;

    /// Messages beyond this take of what all clients share.
    private static final int LARGE = 1 << 20;

    private final Channel channel;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Body body = new Body(buffer, 0, 0);
    private int from;
    private int end;
    private int taken;

    MessageReader(Channel channel) {
        this.channel = channel;
    }

    /// Whether the next message begins with this type and has arrived whole. Waits for nothing.
    boolean nextIs(char type) {
        return end - from >= 1 + LENGTH_BYTES
                && buffer[from] == type
                && 1 + lengthAt(from + 1) <= end - from;
    }

    /// Whether the next message is of this type. Waits until one begins to arrive.
    ///
    /// @throws HungUp if there is none
    boolean awaitedIs(char type) {
        if (from == end) {
            fill();
        }
        return buffer[from] == type;
    }

    /// Whether bytes wait that were not looked at.
    boolean hasUnread() {
        return from < end;
    }

    /// The type of the next message.
    ///
    /// @throws HungUp if there is none
    byte type() {
        giveBack();
        return (byte) nextByte();
    }

    /// The last message is not needed any more.
    void giveBack() {
        if (taken > 0) {
            channel.giveBack(taken);
            taken = 0;
        }
    }

    /// The body of a message whose type was read.
    ///
    /// @return nothing readable if it is longer than `limit`, or there is no room: [Framed#skipped]
    Framed body(int limit, boolean skippable) {
        long length = length();
        if (length < LENGTH_BYTES
                || length > Limits.ABSURD_BYTES
                || (length > limit && !skippable)) {
            throw Broken.protocol("invalid message length");
        }
        if (length > limit) {
            return skipped(length, true);
        }
        if (length > LARGE) {
            if (!channel.takeRoom((int) length)) {
                return skipped(length, false);
            }
            taken = (int) length;
        }
        return new Framed(take((int) length - LENGTH_BYTES), 0, false);
    }

    private Framed skipped(long length, boolean tooLong) {
        skip(length - LENGTH_BYTES);
        return new Framed(new Body(buffer, 0, 0), length, !tooLong);
    }

    /// A body, or the length of one that was skipped.
    ///
    /// @param skipped its length, or 0
    /// @param full whether there was no room for it now; otherwise none is ever so long
    record Framed(Body body, long skipped, boolean full) {}

    /// The first packet, which has no type.
    Body packet(int limit) {
        long length = length();
        if (length < 2 * LENGTH_BYTES || length > limit) {
            throw Broken.protocol("invalid length of startup packet");
        }
        return take((int) length - LENGTH_BYTES);
    }

    private long length() {
        if (end - from >= LENGTH_BYTES) {
            int length = lengthAt(from);
            from += LENGTH_BYTES;
            return length;
        }
        int length = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            length = length << 8 | nextByte();
        }
        return length;
    }

    private int lengthAt(int at) {
        return buffer[at] << 24
                | (buffer[at + 1] & 0xff) << 16
                | (buffer[at + 2] & 0xff) << 8
                | (buffer[at + 3] & 0xff);
    }

    private int nextByte() {
        if (from == end) {
            fill();
        }
        return buffer[from++] & 0xff;
    }

    private Body take(int length) {
        if (length <= buffer.length) {
            gather(length);
            from += length;
            return body.over(from - length, from);
        }
        return takeLong(length);
    }

    /// Has this many bytes in the buffer, one after the other.
    private void gather(int length) {
        if (from + length > buffer.length) {
            System.arraycopy(buffer, from, buffer, 0, end - from);
            end -= from;
            from = 0;
        }
        while (end - from < length) {
            end += read(buffer, end, buffer.length - end);
        }
    }

    private Body takeLong(int length) {
        byte[] room = new byte[Math.min(length, FIRST_ROOM)];
        int have = Math.min(end - from, length);
        System.arraycopy(buffer, from, room, 0, have);
        from += have;
        while (have < length) {
            if (have == room.length) {
                byte[] more = new byte[(int) Math.min(length, 2L * room.length)];
                System.arraycopy(room, 0, more, 0, have);
                room = more;
            }
            have += read(room, have, room.length - have);
        }
        return new Body(room, 0, length);
    }

    private void skip(long count) {
        long left = count;
        while (left > 0) {
            if (from == end) {
                fill();
            }
            int some = (int) Math.min(left, end - from);
            from += some;
            left -= some;
        }
    }

    private void fill() {
        from = 0;
        end = 0;
        end = read(buffer, 0, buffer.length);
    }

    private int read(byte[] into, int offset, int length) {
        try {
            int count = channel.read(into, offset, length);
            if (count < 0) {
                throw new HungUp("the client closed the connection");
            }
            return count;
        } catch (ReadTimedOut e) {
            throw new Silent();
        } catch (IOException e) {
            throw new HungUp(String.valueOf(e.getMessage()));
        }
    }

    /// How long every wait for bytes may take from now on; zero is for ever.
    void patience(Duration limit) {
        try {
            channel.patience(limit);
        } catch (IOException e) {
            throw new HungUp(String.valueOf(e.getMessage()));
        }
    }

    /// Nothing came within the patience.
    static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Silent() {
            super("the client sent nothing in time", null, false, false);
        }
    }
}
