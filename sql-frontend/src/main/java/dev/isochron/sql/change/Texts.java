package dev.isochron.sql.change;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.type.SqlType;

/// Values in messages.
final class Texts {

    private Texts() {}

    static String of(SqlType type, Value value, FormatSettings format) {
        return TextFormat.write(value, type, format);
    }
}
