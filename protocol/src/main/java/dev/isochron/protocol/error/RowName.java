package dev.isochron.protocol.error;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.KeyText;
import dev.isochron.protocol.schema.Schema;

/// A row that a failure is about.
///
/// @param text what people call it, such as `district (3, 7)`; cut where it gets long
public record RowName(Key key, String text) {
    public RowName {
        text = Shown.cut(text);
    }

    public static RowName of(Key key, Schema schema) {
        return new RowName(key, KeyText.of(key, schema));
    }

    @Override
    public String toString() {
        return text;
    }
}
