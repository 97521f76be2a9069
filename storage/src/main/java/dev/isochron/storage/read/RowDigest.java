package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// Adds rows to a [RangeChecksum]. Two different CRCs of each row make 64 bits, which a mixing step
/// chains; a CRC runs at memory speed, and nobody forges rows here.
final class RowDigest {
    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private final Timestamp at;
    private long rows;
    private long hash;

    RowDigest(RangeChecksum begun) {
        at = begun.at();
        rows = begun.rows();
        hash = begun.hash();
    }

    void add(Key key, long timestamp, byte[] row) {
        byte[] bytes = key.toBytes();
        hash = mix(hash ^ (sum(first, bytes, row) << Integer.SIZE | sum(second, bytes, row)));
        hash = mix(hash + timestamp);
        hash = mix(hash + ((long) bytes.length << Integer.SIZE) + row.length);
        rows++;
    }

    RangeChecksum upTo(Optional<Span> rest) {
        return new RangeChecksum(at, rows, hash, rest);
    }

    private static long sum(Checksum checksum, byte[] key, byte[] row) {
        checksum.reset();
        checksum.update(key);
        checksum.update(row);
        return checksum.getValue();
    }

    /// The finisher of MurmurHash3: every bit of the input moves about half of the output.
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
