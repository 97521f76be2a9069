package dev.isochron.sql.format;

import dev.isochron.sql.time.DateOrder;
import dev.isochron.sql.time.IntervalStyle;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// What of a session's settings decides how values are read and written.
///
/// Dates and times are always written in ISO style.
///
/// @param zone `TimeZone`
/// @param dateOrder how `01/02/03` is read
/// @param intervalStyle `IntervalStyle`
/// @param extraFloatDigits `extra_float_digits`: above zero the shortest text that reads back alike
/// @param byteaHex whether `bytea_output` is `hex`, and not `escape`
/// @param names finds and shows what `regclass` and its like name
public record FormatSettings(
        ZoneId zone,
        DateOrder dateOrder,
        IntervalStyle intervalStyle,
        int extraFloatDigits,
        boolean byteaHex,
        ObjectNames names) {

    /// PostgreSQL's defaults, in UTC, with no object known.
    public static final FormatSettings DEFAULT =
            new FormatSettings(
                    ZoneOffset.UTC,
                    DateOrder.MONTH_DAY_YEAR,
                    IntervalStyle.POSTGRES,
                    1,
                    true,
                    ObjectNames.NONE);

    public FormatSettings withZone(ZoneId newZone) {
        return new FormatSettings(
                newZone, dateOrder, intervalStyle, extraFloatDigits, byteaHex, names);
    }

    public FormatSettings withDateOrder(DateOrder order) {
        return new FormatSettings(zone, order, intervalStyle, extraFloatDigits, byteaHex, names);
    }

    public FormatSettings withIntervalStyle(IntervalStyle style) {
        return new FormatSettings(zone, dateOrder, style, extraFloatDigits, byteaHex, names);
    }

    public FormatSettings withExtraFloatDigits(int digits) {
        return new FormatSettings(zone, dateOrder, intervalStyle, digits, byteaHex, names);
    }

    public FormatSettings withByteaHex(boolean hex) {
        return new FormatSettings(zone, dateOrder, intervalStyle, extraFloatDigits, hex, names);
    }

    public FormatSettings withNames(ObjectNames newNames) {
        return new FormatSettings(
                zone, dateOrder, intervalStyle, extraFloatDigits, byteaHex, newNames);
    }
}
