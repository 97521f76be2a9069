package dev.isochron.sql.run;

import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.util.Optional;

/// Values as programs send them.
final class Constants {

    /// Texts and bytes beyond this stay here: a request is small.
    private static final int MAX_LENGTH = 4096;

    static final Term.Constant NULL = new Term.Constant(Scalar.BOOL, Value.Null.NULL);

    private Constants() {}

    /// A value with the type that says how it is written; nothing if it is too long.
    static Optional<Term.Constant> of(Value value) {
        return switch (value) {
            case Value.Null _ -> Optional.of(NULL);
            case Value.Bool _ -> of(Scalar.BOOL, value);
            case Value.Int _ -> of(Scalar.INT64, value);
            case Numeric _ -> of(new ColumnType.AnyNumeric(), value);
            case Value.Float4 _ -> of(Scalar.FLOAT4, value);
            case Value.Float8 _ -> of(Scalar.FLOAT8, value);
            case Value.Text(String text) ->
                    text.length() > MAX_LENGTH
                            ? Optional.empty()
                            : of(ColumnType.Text.UNLIMITED, value);
            case Bytes bytes ->
                    bytes.length() > MAX_LENGTH ? Optional.empty() : of(Scalar.BYTES, value);
            case Value.Uuid _ -> of(Scalar.UUID, value);
            case Value.Date _ -> of(Scalar.DATE, value);
            case Value.Time _ -> of(Scalar.TIME, value);
            case Value.LocalTimestamp _ -> of(Scalar.LOCAL_TIMESTAMP, value);
            case Value.UtcTimestamp _ -> of(Scalar.UTC_TIMESTAMP, value);
            case CalendarInterval _, Value.Array _ -> Optional.empty();
        };
    }

    private static Optional<Term.Constant> of(ColumnType type, Value value) {
        return Optional.of(new Term.Constant(type, value));
    }
}
