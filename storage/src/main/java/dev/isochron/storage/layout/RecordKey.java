package dev.isochron.storage.layout;

import dev.isochron.protocol.key.Key;
import java.util.Arrays;
import java.util.HexFormat;

/// The name of a record that is kept beside the versions: a prepared transaction, an outcome.
///
/// Within a kind, records are ordered by the user's key that they belong to, then by suffix; so
/// those of a span of keys go with it when a shard is split.
///
/// @param kind what sort of record; its owner numbers them
/// @param key the user's key that decides which shard it belongs to
/// @param suffix tells records of one key apart, such as a transaction's id; at most [#MAX_SUFFIX]
///   bytes; shared, nobody may change it any more
@SuppressWarnings("ArrayRecordComponent") // equality is by content below; the bytes are shared
public record RecordKey(byte kind, Key key, byte[] suffix) implements Comparable<RecordKey> {
    /// A transaction's id takes 24 bytes.
    public static final int MAX_SUFFIX = 24;

    public RecordKey {
        if (suffix.length > MAX_SUFFIX) {
            throw new IllegalArgumentException(
                    "a record's suffix has at most " + MAX_SUFFIX + " bytes, not " + suffix.length);
        }
        StoredKey.requireFits(key);
    }

    int suffixLength() {
        return suffix.length;
    }

    void copySuffix(byte[] into, int offset) {
        System.arraycopy(suffix, 0, into, offset, suffix.length);
    }

    @Override
    public int compareTo(RecordKey other) {
        int byKind = Byte.compareUnsigned(kind, other.kind);
        if (byKind != 0) {
            return byKind;
        }
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : Arrays.compareUnsigned(suffix, other.suffix);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordKey that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return (31 * kind + key.hashCode()) * 31 + Arrays.hashCode(suffix);
    }

    @Override
    public String toString() {
        return "record " + kind + " of " + key + " " + HexFormat.of().formatHex(suffix);
    }
}
