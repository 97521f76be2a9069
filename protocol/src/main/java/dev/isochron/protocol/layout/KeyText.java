package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keys as people read them: `district (3, 7)`.
///
/// For errors and tools. A key that fits no table of the schema is shown in hex, with what can be
/// told.
public final class KeyText {

    /// Texts and bytes are cut there: a key of full length is no message.
    private static final int SHOWN = 32;

    private static final LocalDate DAY_ZERO = LocalDate.of(2000, 1, 1);

    private KeyText() {}

    public static String of(Key key, Schema schema) {
        try {
            KeyPath path = KeyPath.of(key);
            return ofTable(key, path, schema)
                    .or(() -> ofIndex(key, path, schema))
                    .orElseGet(() -> "key " + key + " of table number " + path.last().number());
        } catch (MalformedKey e) {
            return "key " + key;
        }
    }

    private static Optional<String> ofTable(Key key, KeyPath path, Schema schema) {
        return schema.table(new TableId(Math.max(1, path.last().number())))
                .map(RowKeys::new)
                .filter(keys -> keys.owns(key))
                .map(keys -> keys.table().name() + " " + list(keys.values(key)));
    }

    private static Optional<String> ofIndex(Key key, KeyPath path, Schema schema) {
        for (Table table : schema.tables()) {
            for (Index index : table.indexes()) {
                if (index.id().value() == path.last().number()) {
                    IndexKeys keys = new IndexKeys(table, index);
                    return keys.owns(key)
                            ? Optional.of(
                                    "index "
                                            + index.name()
                                            + " of "
                                            + table.name()
                                            + " "
                                            + list(keys.values(key)))
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static String list(List<Value> values) {
        return values.stream().map(KeyText::of).collect(Collectors.joining(", ", "(", ")"));
    }

    /// A value as SQL would write it, cut where it gets long.
    static String of(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool(boolean bool) -> String.valueOf(bool);
            case Value.Int(long number) -> String.valueOf(number);
            case Numeric.Finite(var number) -> cut(number.toString());
            case Numeric.Special special -> special.name().toLowerCase(Locale.ROOT);
            case Value.Float4(float number) -> String.valueOf(number);
            case Value.Float8(double number) -> String.valueOf(number);
            case Value.Text(String text) -> "'" + cut(text) + "'";
            case Bytes bytes -> bytes.toString();
            case Value.Uuid(var uuid) -> uuid.toString();
            case Value.Date date -> ofDate(date);
            case Value.Time(long micros) -> ofTime(micros);
            case Value.LocalTimestamp(long micros) -> ofTimestamp(micros);
            case Value.UtcTimestamp(long micros) -> ofTimestamp(micros) + "Z";
            case CalendarInterval interval ->
                    "%d months %d days %d µs"
                            .formatted(interval.months(), interval.days(), interval.micros());
            case Value.Array(List<Value> elements) ->
                    elements.stream()
                            .limit(SHOWN)
                            .map(KeyText::of)
                            .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static String ofDate(Value.Date date) {
        return switch (date.days()) {
            case Integer.MIN_VALUE -> "-infinity";
            case Integer.MAX_VALUE -> "infinity";
            default -> DAY_ZERO.plusDays(date.days()).toString();
        };
    }

    private static String ofTime(long micros) {
        return micros == Value.Time.MAX_MICROS
                ? "24:00"
                : LocalTime.MIDNIGHT.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static String ofTimestamp(long micros) {
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return micros < 0 ? "-infinity" : "infinity";
        }
        LocalDateTime zero = DAY_ZERO.atStartOfDay();
        return zero.plus(micros, ChronoUnit.MICROS).toString();
    }
}
