package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.encoding.Utf8;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.BinaryFormat;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Reads the values of a Bind.
final class Parameters {

    private Parameters() {}

    /// The values, of the types that the statement has for them.
    static List<Value> of(
            Binding binding, List<SqlType> types, SessionView view, String statement) {
        byte[][] raw = binding.values();
        Formats formats = new Formats(binding.formats());
        formats.requireFor(raw.length, "bind message has %d parameter formats but %d parameters");
        if (raw.length != types.size()) {
            throw SqlException.of(
                    SqlCode.PROTOCOL_VIOLATION,
                    "bind message supplies %d parameters, but prepared statement \"%s\" requires %d"
                            .formatted(raw.length, statement, types.size()));
        }
        List<Value> values = new ArrayList<>(raw.length);
        for (int i = 0; i < raw.length; i++) {
            byte[] bytes = raw[i];
            if (bytes == null) {
                values.add(Value.Null.NULL);
            } else if (formats.isBinary(i)) {
                values.add(BinaryFormat.read(bytes, types.get(i)));
            } else {
                values.add(
                        TextFormat.read(
                                Utf8.decode(bytes),
                                types.get(i),
                                view.format(),
                                view.transactionMicros()));
            }
        }
        return values;
    }
}
