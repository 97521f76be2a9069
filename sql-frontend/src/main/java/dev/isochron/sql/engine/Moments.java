package dev.isochron.sql.engine;

import dev.isochron.client.Hold;
import dev.isochron.client.Snapshot;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.type.SqlType;
import dev.isochron.truetime.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The moments that AS OF SYSTEM TIME means.
final class Moments {

    /// 2000-01-01, in seconds since 1970.
    private static final long MILLENNIUM = 946_684_800L;

    private static final long MICROS = 1_000_000L;

    private Moments() {}

    /// What to read.
    ///
    /// @param value a point of time, an interval before now, or a text that is one of both
    static ReadAt of(Value value, FormatSettings format, long nowMicros) {
        return switch (value) {
            case Value.UtcTimestamp(long micros) -> at(micros);
            case Value.LocalTimestamp(long micros) -> at(micros);
            case CalendarInterval interval -> before(interval);
            case Numeric.Finite(BigDecimal nanos) -> exact(nanos);
            case Value.Int(long nanos) -> new ReadAt.Exact(new Timestamp(nanos));
            case Value.Text(String text) -> ofText(text.strip(), format, nowMicros);
            default ->
                    throw SqlException.of(
                            SqlCode.INVALID_PARAMETER_VALUE,
                            "AS OF SYSTEM TIME takes a time, an interval or a token");
        };
    }

    private static ReadAt ofText(String text, FormatSettings format, long nowMicros) {
        if (text.startsWith("-")) {
            Value interval = TextFormat.read(text, SqlType.INTERVAL, format, nowMicros);
            return of(interval, format, nowMicros);
        }
        if (!text.isEmpty()
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && text.length() > 12) {
            return exact(new BigDecimal(text));
        }
        return of(TextFormat.read(text, SqlType.TIMESTAMPTZ, format, nowMicros), format, nowMicros);
    }

    private static ReadAt exact(BigDecimal nanos) {
        return new ReadAt.Exact(new Timestamp(nanos.longValue()));
    }

    private static ReadAt at(long micros) {
        Instant instant =
                Instant.ofEpochSecond(
                        MILLENNIUM + Math.floorDiv(micros, MICROS),
                        Math.floorMod(micros, MICROS) * 1000);
        long nanos =
                Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                        instant.getNano());
        return new ReadAt.Exact(new Timestamp(nanos));
    }

    private static ReadAt before(CalendarInterval interval) {
        long days = interval.months() * 30L + interval.days();
        Duration ago = Duration.ofDays(-days).plusNanos(-interval.micros() * 1000);
        if (ago.isNegative()) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "AS OF SYSTEM TIME lies in the future; write an interval below zero");
        }
        return new ReadAt.ExactStaleness(ago);
    }

    /// Keeps what a snapshot shows, once it lasts; null of anything else.
    static @Nullable Hold hold(StoredReader reader, SessionView view) {
        if (!(reader instanceof Snapshot snapshot)) {
            return null;
        }
        return view.inBlock() ? snapshot.holdIfLong() : snapshot.holdIfReadOn();
    }
}
