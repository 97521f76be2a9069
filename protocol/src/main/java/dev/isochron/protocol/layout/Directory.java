package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.tuple.ElementReader;

/// A root row and all rows interleaved under it: what should stay on one shard.
///
/// ```
///  … ┆ 60 1407 01 │ 60 1407 61 … │ 60 1407 64 … ┆ 60 1408 01 │ …
///    ┆  the row   │  under it    │  under it    ┆
///    └ border: 60 1407                          └ border: 60 1408
/// ```
///
/// All of it is told from the bytes; no table need be known.
public final class Directory {

    private Directory() {}

    /// The directory that a row's key is in.
    ///
    /// @throws MalformedKey if this is not the key of a row
    public static Span of(Key key) {
        KeyPath path = KeyPath.of(key);
        if (!path.complete()) {
            throw new MalformedKey("it is the beginning of keys, not one of a row", key.length());
        }
        return Span.prefix(key.prefix(path.root().end()));
    }

    /// Whether a split here leaves every directory whole.
    public static boolean isBorder(Key key) {
        return borderAtOrBelow(key).equals(key);
    }

    /// The highest key, not above this one, at which a split leaves every directory whole: the
    /// beginning of the directory that it is in, or itself.
    ///
    /// Bytes that no row's key begins with are in no directory.
    public static Key borderAtOrBelow(Key key) {
        ElementReader reader = new ElementReader(key, 0);
        try {
            reader.moveTo(Mark.length(firstNumber(key)));
            while (reader.atElement()) {
                reader.skip();
            }
        } catch (MalformedKey inNoDirectory) {
            return key;
        }
        return key.prefix(Math.min(reader.position(), key.length()));
    }

    private static int firstNumber(Key key) {
        Mark.read(key, 0);
        return key.byteAt(0);
    }
}
