package dev.isochron.sql.time;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.time.DateLexer.Token;
import dev.isochron.sql.type.Refusal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Finds out what the tokens of a date and time mean.
final class DateDecoder {

    private final String text;
    private final String type;
    private final boolean timeOnly;
    private final DateParts parts = new DateParts();
    private final DateNumbers numbers;

    /// The letter before a token that says what it is: `j` or `t`.
    private char prefix;

    private DateDecoder(String text, String type, DateOrder order, boolean timeOnly) {
        this.text = text;
        this.type = type;
        this.timeOnly = timeOnly;
        this.numbers = new DateNumbers(parts, order, text, this::invalid);
    }

    /// Decodes a date, perhaps with a time.
    static DateParts decodeDate(String text, String type, DateOrder order) {
        return new DateDecoder(text, type, order, false).decode();
    }

    /// Decodes a time, perhaps with a date before it, which does not count.
    static DateParts decodeTime(String text, DateOrder order) {
        return new DateDecoder(text, "time", order, true).decode();
    }

    private DateParts decode() {
        List<Token> tokens = DateLexer.tokens(text);
        if (tokens.isEmpty()) {
            throw invalid();
        }
        for (Token token : tokens) {
            take(token);
        }
        if (prefix != 0) {
            throw invalid();
        }
        finish();
        return parts;
    }

    private void take(Token token) {
        switch (token.kind()) {
            case DATE -> takeDate(token.text());
            case TIME -> takeTime(token.text());
            case SIGNED -> takeOffset(token.text());
            case NUMBER -> takeNumber(token.text());
            case WORD, SIGNED_WORD -> takeWord(token.text());
        }
    }

    private void takeDate(String token) {
        boolean startsWithDigit = DateLexer.isDigit(token.charAt(0));
        if (prefix == 'j') {
            throw invalid();
        }
        if (prefix == 0
                && !parts.hasDate()
                && !(parts.hasMonth && parts.hasDay)
                && (startsWithDigit || DateWords.month(leadingLetters(token)) > 0)) {
            numbers.takeDate(token);
        } else if (startsWithDigit) {
            takeTimeWithOffset(token);
        } else {
            takeZone(ZoneNames.ofRegion(token).orElseThrow(() -> unknownZone(token)));
        }
    }

    private static String leadingLetters(String token) {
        int end = 0;
        while (end < token.length() && token.charAt(end) >= 'a' && token.charAt(end) <= 'z') {
            end++;
        }
        return token.substring(0, end);
    }

    /// As in `040506-08`.
    private void takeTimeWithOffset(String token) {
        int minus = token.lastIndexOf('-');
        if (minus < 0) {
            throw invalid();
        }
        prefix = 0;
        numbers.takeTimeDigits(token.substring(0, minus));
        takeOffset(token.substring(minus));
    }

    private void takeTime(String token) {
        if (parts.hasTime || (prefix != 0 && prefix != 't')) {
            throw invalid();
        }
        prefix = 0;
        numbers.takeTime(token);
    }

    private void takeNumber(String token) {
        if (prefix == 'j') {
            prefix = 0;
            numbers.takeJulian(token);
        } else if (prefix == 't') {
            prefix = 0;
            numbers.takeTimeDigits(token);
        } else {
            numbers.takeNumber(token, timeOnly);
        }
    }

    private void takeOffset(String token) {
        if (prefix != 0 || token.indexOf('.') >= 0) {
            throw invalid();
        }
        takeZone(ZoneOffset.ofTotalSeconds(offsetSeconds(token)));
    }

    private int offsetSeconds(String token) {
        String digits = token.substring(1);
        int hours;
        int minutes = 0;
        int seconds = 0;
        try {
            if (digits.indexOf(':') >= 0) {
                String[] fields = digits.split(":", -1);
                hours = Integer.parseInt(fields[0]);
                minutes = Integer.parseInt(fields[1]);
                seconds = fields.length > 2 ? Integer.parseInt(fields[2]) : 0;
            } else if (digits.length() > 2) {
                int all = Integer.parseInt(digits);
                hours = digits.length() > 4 ? all / 10_000 : all / 100;
                minutes = digits.length() > 4 ? all / 100 % 100 : all % 100;
                seconds = digits.length() > 4 ? all % 100 : 0;
            } else {
                hours = Integer.parseInt(digits);
            }
        } catch (NumberFormatException _) {
            throw invalid();
        }
        if (hours > 15 || minutes > 59 || seconds > 59) {
            throw SqlException.of(
                    SqlCode.INVALID_TIME_ZONE_DISPLACEMENT,
                    "time zone displacement out of range: \"" + text + "\"");
        }
        int total = hours * 3600 + minutes * 60 + seconds;
        return token.charAt(0) == '-' ? -total : total;
    }

    private void takeZone(ZoneId zone) {
        if (parts.zone != null) {
            throw invalid();
        }
        parts.zone = zone;
    }

    private void takeWord(String word) {
        if (prefix != 0) {
            throw invalid();
        }
        switch (word) {
            case "am" -> parts.halfDay = 1;
            case "pm" -> parts.halfDay = 2;
            case "ad" -> parts.isBeforeChrist = false;
            case "bc" -> parts.isBeforeChrist = true;
            case "at", "on", "dst" -> {}
            case "t" -> {
                if (!parts.hasDate() && !timeOnly) {
                    throw invalid();
                }
                prefix = 't';
            }
            case "j", "jd", "julian" -> prefix = 'j';
            case "allballs" -> {
                parts.hasTime = true;
                parts.zone = ZoneOffset.UTC;
            }
            default -> takeName(word);
        }
    }

    private void takeName(String word) {
        Optional<DateParts.Special> special = special(word);
        int month = DateWords.month(word);
        if (special.isPresent()) {
            if (parts.special != null || parts.hasDate()) {
                throw invalid();
            }
            parts.special = special.get();
        } else if (month > 0) {
            numbers.takeMonth(month);
        } else if (!DateWords.isDayOfWeek(word)) {
            takeZone(
                    ZoneNames.ofAbbreviation(word)
                            .or(() -> ZoneNames.ofRegion(word))
                            .orElseThrow(this::invalid));
        }
    }

    private static Optional<DateParts.Special> special(String word) {
        return switch (word) {
            case "now" -> Optional.of(DateParts.Special.NOW);
            case "today" -> Optional.of(DateParts.Special.TODAY);
            case "tomorrow" -> Optional.of(DateParts.Special.TOMORROW);
            case "yesterday" -> Optional.of(DateParts.Special.YESTERDAY);
            case "epoch" -> Optional.of(DateParts.Special.EPOCH);
            case "infinity", "+infinity" -> Optional.of(DateParts.Special.INFINITY);
            case "-infinity" -> Optional.of(DateParts.Special.MINUS_INFINITY);
            default -> Optional.empty();
        };
    }

    private void finish() {
        numbers.applyHalfDay();
        if (parts.special != null) {
            boolean mayHaveTime =
                    switch (parts.special) {
                        case TODAY, TOMORROW, YESTERDAY -> true;
                        case NOW, EPOCH, INFINITY, MINUS_INFINITY -> false;
                    };
            if (parts.hasYear
                    || parts.hasMonth
                    || parts.hasDay
                    || (parts.hasTime && !mayHaveTime)) {
                throw invalid();
            }
            return;
        }
        if (timeOnly) {
            // Without a date nobody knows how far such a zone is from UTC.
            boolean isVague = parts.zone != null && !parts.zone.getRules().isFixedOffset();
            if (!parts.hasTime || (isVague && !parts.hasDate())) {
                throw invalid();
            }
            return;
        }
        numbers.validateDate();
        if (!parts.hasDate()) {
            throw invalid();
        }
    }

    private SqlException unknownZone(String name) {
        boolean looksLikeZone =
                name.indexOf('/') >= 0 || name.indexOf('+') >= 0 || name.indexOf('_') >= 0;
        return looksLikeZone
                ? SqlException.of(
                        SqlCode.INVALID_PARAMETER_VALUE,
                        "time zone \"" + name + "\" not recognized")
                : invalid();
    }

    private SqlException invalid() {
        return Refusal.invalidDateTime(type, text);
    }
}
