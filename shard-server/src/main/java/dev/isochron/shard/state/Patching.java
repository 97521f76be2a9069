package dev.isochron.shard.state;

import dev.isochron.protocol.row.MalformedRow;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.value.Bytes;
import java.util.Optional;

/// Lays patches over rows.
public final class Patching {
    private Patching() {}

    /// The row with the patch laid over it; nothing if either is not a row or they are too much
    /// together. Leaders refuse such patches; a log that has one all the same means the same to
    /// every replica: nothing (S1).
    public static Optional<byte[]> overlay(byte[] row, Bytes patch) {
        try {
            Row laid = Row.parse(row).overlaidBy(Row.parse(patch.toBytes()), Row.FORMAT_MAX_BYTES);
            return Optional.of(laid.toBytes());
        } catch (MalformedRow | RowTooLarge | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
