package dev.isochron.storage.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// A key of the ordered store, put together in place: one buffer serves a whole walk.
///
/// The same object can be filled again and again; [#bytes] is shared and only good up to [#length].
public final class StoredKey {
    /// The most that a user's key may take once its zero bytes are escaped: what a record's kind,
    /// end and suffix leave of the store's limit.
    public static final int MAX_ESCAPED = OrderedStore.MAX_KEY_BYTES - 4 - RecordKey.MAX_SUFFIX;

    static final byte FORMAT = 'F';
    static final byte HEADER = 'H';
    static final byte RECORD = 'R';
    static final byte VERSION = 'V';

    /// Above every inverted timestamp, and below the escape of a zero.
    private static final byte AFTER_VERSIONS = (byte) 0x80;

    private static final byte ESCAPED_ZERO = (byte) 0xFF;

    private final byte[] bytes = new byte[OrderedStore.MAX_KEY_BYTES];
    private final ByteBuffer whole = ByteBuffer.wrap(bytes);
    private int length;

    /// Whether a store can take this key. Every key of up to 240 bytes fits; a longer one does if
    /// its length and the number of its zero bytes are [#MAX_ESCAPED] together.
    public static boolean fits(Key key) {
        return key.length() <= MAX_ESCAPED / 2 || escapedLength(key) <= MAX_ESCAPED;
    }

    /// Whether a key can be the end of a range that a store can read: it fits, or is the next one
    /// after a key that fits, which is no place to store anything.
    public static boolean isBound(Key key) {
        int last = key.length() - 1;
        return fits(key) || (last >= 0 && key.byteAt(last) == 0 && fits(key.prefix(last)));
    }

    /// Lets a key pass that a store can take.
    ///
    /// @throws KeyTooLong unless the key [fits][#fits]
    public static void requireFits(Key key) {
        if (!fits(key)) {
            throw new KeyTooLong(escapedLength(key), MAX_ESCAPED);
        }
    }

    private static int escapedLength(Key key) {
        int zeros = 0;
        for (int i = 0; i < key.length(); i++) {
            if (key.byteAt(i) == 0) {
                zeros++;
            }
        }
        return key.length() + zeros;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /// The entry that says what wrote the store.
    public StoredKey format() {
        bytes[0] = FORMAT;
        length = 1;
        return this;
    }

    /// The header of a replica.
    public StoredKey header(ShardId shard) {
        headers();
        putLong(shard.value());
        length += Long.BYTES;
        return this;
    }

    /// Below all headers.
    public StoredKey headers() {
        bytes[0] = HEADER;
        length = 1;
        return this;
    }

    /// The version of a key at a timestamp, or the place where it would be: seeking it finds the
    /// newest one that is not above the timestamp.
    public StoredKey version(Key key, Timestamp at) {
        beforeVersions(key);
        return timestamp(at);
    }

    /// Goes back to an earlier length.
    public StoredKey cutTo(int shorter) {
        length = shorter;
        return this;
    }

    /// Ends what [#beforeVersions] began.
    public StoredKey timestamp(Timestamp at) {
        putLong(Long.MAX_VALUE - at.nanos());
        length += Long.BYTES;
        return this;
    }

    private void putLong(long value) {
        whole.limit(bytes.length).putLong(length, value);
    }

    /// Before every version of a key and of all above it, and after all below it.
    public StoredKey beforeVersions(Key key) {
        if (!fits(key) && isBound(key)) {
            return afterVersions(key.prefix(key.length() - 1));
        }
        bytes[0] = VERSION;
        length = 1;
        escape(key);
        bytes[length++] = 0;
        return this;
    }

    /// After every version of a key, and before all above it.
    public StoredKey afterVersions(Key key) {
        beforeVersions(key);
        bytes[length++] = AFTER_VERSIONS;
        return this;
    }

    /// After every version.
    public StoredKey endOfVersions() {
        bytes[0] = VERSION + 1;
        length = 1;
        return this;
    }

    public StoredKey record(RecordKey record) {
        beforeRecords(record.kind(), record.key());
        record.copySuffix(bytes, length);
        length += record.suffixLength();
        return this;
    }

    /// Before every record of a kind that belongs to a key or one above it.
    public StoredKey beforeRecords(byte kind, Key key) {
        bytes[0] = RECORD;
        bytes[1] = kind;
        length = 2;
        escape(key);
        bytes[length++] = 0;
        bytes[length++] = 0;
        return this;
    }

    /// After every record of a kind.
    public StoredKey endOfRecords(byte kind) {
        int after = (kind & 0xFF) + 1;
        bytes[0] = after > 0xFF ? RECORD + 1 : RECORD;
        bytes[1] = (byte) after;
        length = after > 0xFF ? 1 : 2;
        return this;
    }

    private void escape(Key key) {
        requireFits(key);
        int start = length;
        key.copyInto(bytes, start);
        int end = start + key.length();
        int zero = indexOfZero(start, end);
        length = zero < 0 ? end : escapeFrom(key, zero - start, zero);
    }

    private int indexOfZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private int escapeFrom(Key key, int index, int at) {
        int out = at;
        for (int i = index; i < key.length(); i++) {
            byte next = (byte) key.byteAt(i);
            bytes[out++] = next;
            if (next == 0) {
                bytes[out++] = ESCAPED_ZERO;
            }
        }
        return out;
    }

    /// Whether an entry is a version of the key that this was last made for.
    ///
    /// @param prefix the length that [#beforeVersions] left
    public boolean isVersionOf(ByteBuffer entry, int prefix) {
        return entry.limit() == prefix + Long.BYTES && firstDifference(entry) >= prefix;
    }

    /// Whether this is an entry's key.
    public boolean isOf(ByteBuffer entry) {
        return entry.limit() == length && firstDifference(entry) >= length;
    }

    /// Whether this is above an entry's key.
    public boolean isAbove(ByteBuffer entry) {
        int differs = firstDifference(entry);
        if (differs == length || differs == entry.limit()) {
            return length > entry.limit();
        }
        return Byte.compareUnsigned(bytes[differs], entry.get(differs)) > 0;
    }

    /// Where an entry's key differs from this; the length of the shorter if it does nowhere.
    private int firstDifference(ByteBuffer entry) {
        whole.limit(length);
        int differs = whole.mismatch(entry.position(0));
        return differs < 0 ? length : differs;
    }

    public static boolean isHeader(ByteBuffer entry) {
        return entry.limit() == 1 + Long.BYTES && entry.get(0) == HEADER && entry.getLong(1) > 0;
    }

    /// The shard of a header's entry.
    public static ShardId shardOf(ByteBuffer entry) {
        return new ShardId(entry.getLong(1));
    }

    /// The timestamp of a version's entry.
    public static long timestampOf(ByteBuffer entry) {
        return Long.MAX_VALUE - entry.getLong(entry.limit() - Long.BYTES);
    }

    /// The user's key of a version's entry.
    public static Key keyOf(ByteBuffer entry) {
        return unescape(entry, 1, entry.limit() - 1 - Long.BYTES);
    }

    /// The user's key of an entry that belongs to one.
    ///
    /// @throws IllegalArgumentException if it belongs to none
    public static Key userOf(ByteBuffer entry) {
        return switch (entry.get(0)) {
            case VERSION -> keyOf(entry);
            case RECORD -> recordOf(entry).key();
            default -> throw new IllegalArgumentException("neither a version nor a record");
        };
    }

    /// Takes the entry of a record apart.
    public static RecordKey recordOf(ByteBuffer entry) {
        int end = 2;
        while (entry.get(end) != 0 || entry.get(end + 1) != 0) {
            end += entry.get(end) == 0 ? 2 : 1;
        }
        byte[] suffix = new byte[entry.limit() - end - 2];
        entry.get(end + 2, suffix);
        return new RecordKey(entry.get(1), unescape(entry, 2, end), suffix);
    }

    private static Key unescape(ByteBuffer entry, int from, int to) {
        byte[] plain = new byte[to - from];
        entry.get(from, plain);
        int out = 0;
        while (out < plain.length && plain[out] != 0) {
            out++;
        }
        for (int in = out; in < plain.length; in++) {
            byte next = plain[in];
            plain[out++] = next;
            if (next == 0) {
                in++;
            }
        }
        return Key.of(plain, 0, out);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, length);
    }
}
