package dev.isochron.sql.time;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.time.DateLexer.Token;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads intervals as PostgreSQL does: from the last token to the first, each number with the unit
/// behind it.
public final class IntervalReader {

    private final String text;
    private final IntervalSum sum = new IntervalSum();

    /// The unit of the number that comes next; null: none was named.
    private @Nullable IntervalUnit unit;

    private boolean unitIsGiven;

    private IntervalReader(String text, @Nullable IntervalUnit initial) {
        this.text = text;
        this.unit = initial;
    }

    /// The interval of a text.
    ///
    /// @param modifier of the type: its fields say what a number without a unit means, and what is
    ///   cut off
    public static CalendarInterval read(String text, int modifier) {
        int fields = modifier < 0 ? Modifier.ALL_FIELDS : Modifier.intervalFields(modifier);
        CalendarInterval interval;
        String stripped = text.strip();
        if (stripped.startsWith("P")) {
            interval = IsoInterval.read(stripped, text);
        } else {
            interval = new IntervalReader(text, IntervalFields.unitOf(fields)).readTokens();
        }
        return IntervalFields.fit(interval, modifier);
    }

    private CalendarInterval readTokens() {
        List<Token> tokens = DateLexer.tokens(text);
        if (tokens.isEmpty()) {
            throw invalid();
        }
        boolean before = false;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            switch (token.kind()) {
                case TIME -> takeTime(token.text());
                case SIGNED -> takeSigned(token.text());
                case NUMBER, DATE -> takeNumber(token.text());
                case WORD -> {
                    if (token.text().equals("ago")) {
                        before = true;
                    } else {
                        takeUnit(token.text());
                    }
                }
                case SIGNED_WORD -> throw invalid();
            }
        }
        if (sum.isEmpty() || unitIsGiven) {
            throw invalid();
        }
        CalendarInterval read = sum.result(this::outOfRange);
        if (!before) {
            return read;
        }
        return new CalendarInterval(-read.months(), -read.days(), -read.micros());
    }

    private void takeUnit(String word) {
        IntervalUnit named = IntervalUnit.of(word.toLowerCase(Locale.ROOT));
        if (named == null || unitIsGiven) {
            throw invalid();
        }
        unit = named;
        unitIsGiven = true;
    }

    private void takeTime(String token) {
        takeTime(token, false);
    }

    private void takeTime(String token, boolean negative) {
        if (unitIsGiven
                || !sum.mark(IntervalUnit.HOUR)
                || !sum.mark(IntervalUnit.MINUTE)
                || !sum.mark(IntervalUnit.SECOND)) {
            throw invalid();
        }
        long micros = IntervalClock.micros(token, unit, this::invalid, this::fieldOutOfRange);
        sum.addMicros(negative ? -micros : micros);
        // What stands before a time without a unit is a number of days.
        unit = IntervalUnit.DAY;
    }

    private void takeSigned(String token) {
        boolean negative = token.startsWith("-");
        String rest = token.substring(1);
        if (rest.indexOf(':') >= 0) {
            takeTime(rest, negative);
        } else {
            takeNumber(token);
        }
    }

    private void takeNumber(String token) {
        int minus = token.indexOf('-', 1);
        if (minus > 0) {
            takeYearsAndMonths(token, minus);
            return;
        }
        IntervalUnit taken = unit == null ? IntervalUnit.SECOND : unit;
        if (!sum.mark(taken)) {
            throw invalid();
        }
        sum.add(token, taken, this::invalid, this::fieldOutOfRange);
        // What stands before hours without a unit is a number of days.
        unit = taken == IntervalUnit.HOUR ? IntervalUnit.DAY : taken;
        unitIsGiven = false;
    }

    /// As in `1-2`: one year and two months.
    private void takeYearsAndMonths(String token, int minus) {
        boolean negative = token.startsWith("-");
        String years = token.substring(0, minus).replaceFirst("^[+-]", "");
        String months = token.substring(minus + 1);
        if (unitIsGiven || !sum.mark(IntervalUnit.YEAR) || !sum.mark(IntervalUnit.MONTH)) {
            throw invalid();
        }
        if (!years.matches("\\d{1,9}") || !months.matches("\\d{1,9}")) {
            throw invalid();
        }
        long count = Long.parseLong(months);
        if (count >= 12) {
            throw fieldOutOfRange();
        }
        long total = Long.parseLong(years) * 12 + count;
        sum.addMonths(negative ? -total : total);
    }

    private SqlException invalid() {
        return Refusal.invalidDateTime("interval", text);
    }

    private SqlException fieldOutOfRange() {
        return SqlException.of(
                SqlCode.INTERVAL_FIELD_OVERFLOW,
                "interval field value out of range: \"" + text + "\"");
    }

    private SqlException outOfRange() {
        return Refusal.dateTimeOutOfRange("interval");
    }
}
