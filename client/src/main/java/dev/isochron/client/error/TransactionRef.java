package dev.isochron.client.error;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;

/// One attempt of a transaction, and whom to ask what became of it.
///
/// Its text, `x<birth>.<origin>.<number>@<anchor in hex>`, can be stored and read again.
///
/// @param anchor the shard that owns this key knows
public record TransactionRef(TxnId id, Key anchor) {

    private static final int PARTS = 3;

    /// Longer than any id and any key in hex.
    private static final int MAX_TEXT = 64 + 2 * Key.MAX_BYTES;

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    public static TransactionRef parse(String text) {
        int at = text.indexOf('@');
        if (at < 1 || text.charAt(0) != 'x' || text.length() > MAX_TEXT) {
            throw foreign();
        }
        String[] parts = text.substring(1, at).split("\\.", -1);
        if (parts.length != PARTS) {
            throw foreign();
        }
        try {
            TxnId id =
                    new TxnId(
                            new Timestamp(Long.parseLong(parts[0])),
                            Long.parseLong(parts[1]),
                            Long.parseLong(parts[2]));
            return new TransactionRef(id, Key.ofHex(text.substring(at + 1)));
        } catch (KeyTooLong | IllegalArgumentException e) {
            throw foreign();
        }
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "this does not name a transaction; pass on exactly what the exception said");
    }

    @Override
    public String toString() {
        return id + "@" + anchor;
    }
}
