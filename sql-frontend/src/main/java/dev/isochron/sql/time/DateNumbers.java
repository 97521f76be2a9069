package dev.isochron.sql.time;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Finds out which number of a date and time is what, and whether it may be.
final class DateNumbers {

    /// Of 2000-01-01.
    private static final long EPOCH_JULIAN = 2_451_545;

    private static final int MAX_DIGITS = 9;

    private final DateParts parts;
    private final DateOrder order;
    private final String text;
    private final Supplier<SqlException> invalid;

    DateNumbers(DateParts parts, DateOrder order, String text, Supplier<SqlException> invalid) {
        this.parts = parts;
        this.order = order;
        this.text = text;
        this.invalid = invalid;
    }

    /// A date whose fields are joined by punctuation.
    void takeDate(String token) {
        List<String> fields = fields(token);
        if (fields.size() > 3) {
            throw invalid.get();
        }
        List<String> digits = new ArrayList<>();
        for (String field : fields) {
            if (DateLexer.isDigit(field.charAt(0))) {
                digits.add(field);
            } else {
                int month = DateWords.month(field);
                if (month == 0) {
                    throw invalid.get();
                }
                takeMonth(month);
            }
        }
        for (String field : digits) {
            takeField(field);
        }
        if (!parts.hasDate()) {
            throw invalid.get();
        }
    }

    private static List<String> fields(String token) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        while (from < token.length()) {
            char c = token.charAt(from);
            if (!Character.isLetterOrDigit(c)) {
                from++;
                continue;
            }
            boolean digits = DateLexer.isDigit(c);
            int to = from;
            while (to < token.length()
                    && Character.isLetterOrDigit(token.charAt(to))
                    && DateLexer.isDigit(token.charAt(to)) == digits) {
                to++;
            }
            fields.add(token.substring(from, to));
            from = to;
        }
        return fields;
    }

    void takeMonth(int month) {
        if (parts.hasMonth && !parts.hasTextMonth && !parts.hasDay) {
            // As in "01-Jan-2000": what was taken for the month is the day.
            parts.day = parts.month;
            parts.hasDay = true;
        } else if (parts.hasMonth) {
            throw invalid.get();
        }
        parts.month = month;
        parts.hasMonth = true;
        parts.hasTextMonth = true;
    }

    /// A number that stands alone.
    void takeNumber(String token, boolean timeOnly) {
        int point = token.indexOf('.');
        int whole = point < 0 ? token.length() : point;
        boolean dateOpen = !timeOnly && !parts.hasDate();
        if (point >= 0 && dateOpen && whole <= 4 && !parts.hasYear) {
            takeYearAndDay(token, point);
        } else if (whole >= 6 && dateOpen && !parts.hasYear && !parts.hasMonth && !parts.hasDay) {
            takeDateDigits(token);
        } else if (dateOpen && point < 0) {
            takeField(token);
        } else if (timeOnly ? whole >= 4 : whole >= 4 || point >= 0) {
            takeTimeDigits(token);
        } else {
            throw invalid.get();
        }
    }

    /// As in `1999.008`.
    private void takeYearAndDay(String token, int point) {
        if (token.length() - point != 4) {
            throw invalid.get();
        }
        takeYear(token.substring(0, point));
        takeDayOfYear(number(token.substring(point + 1)));
    }

    private void takeDayOfYear(int day) {
        parts.dayOfYear = day;
        parts.hasMonth = true;
        parts.hasDay = true;
    }

    /// As in `19990108`.
    private void takeDateDigits(String token) {
        if (token.indexOf('.') >= 0) {
            throw invalid.get();
        }
        int yearDigits = token.length() - 4;
        takeYear(token.substring(0, yearDigits));
        parts.month = number(token.substring(yearDigits, yearDigits + 2));
        parts.day = number(token.substring(yearDigits + 2));
        parts.hasMonth = true;
        parts.hasDay = true;
    }

    private void takeField(String token) {
        int value = number(token);
        int length = token.length();
        if (length == 3 && parts.hasYear && !parts.hasMonth && value >= 1 && value <= 366) {
            takeDayOfYear(value);
            return;
        }
        if (!parts.hasYear && !parts.hasMonth && !parts.hasDay) {
            takeFirst(token);
        } else if (parts.hasYear && !parts.hasMonth && !parts.hasDay) {
            takeMonthNumber(value);
        } else if (parts.hasMonth && !parts.hasYear && !parts.hasDay) {
            boolean isYear =
                    parts.hasTextMonth && (length >= 3 || order == DateOrder.YEAR_MONTH_DAY);
            if (isYear) {
                takeYear(token);
            } else {
                takeDay(value);
            }
        } else if (parts.hasYear && parts.hasMonth && !parts.hasDay) {
            if (parts.hasTextMonth && length >= 3 && parts.isTwoDigitYear) {
                // What was taken for the year is the day, as in "08-Jan-1999" with the year first.
                parts.day = parts.year;
                parts.hasDay = true;
                takeYear(token);
            } else {
                takeDay(value);
            }
        } else if (parts.hasDay && !parts.hasMonth) {
            takeMonthNumber(value);
        } else if (parts.hasMonth && parts.hasDay && !parts.hasYear) {
            takeYear(token);
        } else {
            throw invalid.get();
        }
    }

    private void takeFirst(String token) {
        if (token.length() >= 3 || order == DateOrder.YEAR_MONTH_DAY) {
            takeYear(token);
        } else if (order == DateOrder.DAY_MONTH_YEAR) {
            takeDay(number(token));
        } else {
            takeMonthNumber(number(token));
        }
    }

    private void takeYear(String digits) {
        parts.year = number(digits);
        parts.hasYear = true;
        parts.isTwoDigitYear = digits.length() <= 2;
    }

    private void takeMonthNumber(int month) {
        parts.month = month;
        parts.hasMonth = true;
    }

    private void takeDay(int day) {
        parts.day = day;
        parts.hasDay = true;
    }

    void takeJulian(String token) {
        if (token.indexOf('.') >= 0) {
            throw invalid.get();
        }
        LocalDate day;
        try {
            day = Days.date(number(token) - EPOCH_JULIAN);
        } catch (DateTimeException _) {
            throw Refusal.fieldOutOfRange(text);
        }
        parts.year = day.getYear();
        parts.month = day.getMonthValue();
        parts.day = day.getDayOfMonth();
        parts.hasYear = true;
        parts.hasMonth = true;
        parts.hasDay = true;
        parts.isJulian = true;
    }

    /// As in `030405`, `0304` or `030405.678`.
    void takeTimeDigits(String token) {
        int point = token.indexOf('.');
        String digits = point < 0 ? token : token.substring(0, point);
        if (parts.hasTime || !(digits.length() == 6 || (digits.length() == 4 && point < 0))) {
            throw invalid.get();
        }
        parts.hour = number(digits.substring(0, 2));
        parts.minute = number(digits.substring(2, 4));
        parts.second = digits.length() == 6 ? number(digits.substring(4)) : 0;
        parts.fractionMicros = point < 0 ? 0 : fraction(token.substring(point));
        parts.hasTime = true;
        checkTime();
    }

    /// As in `3:04`, `03:04:05.678`.
    void takeTime(String token) {
        int point = token.indexOf('.');
        String whole = point < 0 ? token : token.substring(0, point);
        String[] fields = whole.split(":", -1);
        boolean isMinuteAndSecond = fields.length == 2 && point >= 0;
        if (fields.length < 2 || fields.length > 3) {
            throw invalid.get();
        }
        for (String field : fields) {
            if (field.isEmpty()) {
                throw invalid.get();
            }
        }
        int first = isMinuteAndSecond ? 0 : number(fields[0]);
        parts.hour = first;
        parts.minute = number(fields[isMinuteAndSecond ? 0 : 1]);
        parts.second =
                isMinuteAndSecond ? number(fields[1]) : fields.length == 3 ? number(fields[2]) : 0;
        parts.fractionMicros = point < 0 ? 0 : fraction(token.substring(point));
        parts.hasTime = true;
        checkTime();
    }

    private void checkTime() {
        boolean isMidnight =
                parts.hour == 24
                        && parts.minute == 0
                        && parts.second == 0
                        && parts.fractionMicros == 0;
        boolean possible =
                parts.minute <= 59
                        && (parts.second < 60 || (parts.second == 60 && parts.fractionMicros == 0))
                        && (parts.hour < 24 || isMidnight);
        if (!possible) {
            throw Refusal.fieldOutOfRange(text);
        }
    }

    void applyHalfDay() {
        if (parts.halfDay == 0) {
            return;
        }
        if (parts.hour > 12) {
            throw Refusal.fieldOutOfRange(text);
        }
        if (parts.halfDay == 2 && parts.hour < 12) {
            parts.hour += 12;
        } else if (parts.halfDay == 1 && parts.hour == 12) {
            parts.hour = 0;
        }
    }

    void validateDate() {
        if (parts.hasYear && !parts.isJulian) {
            validateYear();
        }
        if (!parts.hasDate()) {
            return;
        }
        if (parts.dayOfYear > 0) {
            LocalDate day = LocalDate.of(parts.year, 1, 1).plusDays(parts.dayOfYear - 1L);
            parts.year = day.getYear();
            parts.month = day.getMonthValue();
            parts.day = day.getDayOfMonth();
        }
        if (parts.month < 1 || parts.month > 12 || parts.day < 1 || parts.day > 31) {
            throw Refusal.monthOrDayOutOfRange(text);
        }
        if (parts.day
                > Days.lengthOfMonth(
                        Math.clamp(parts.year, -999_999_999, 999_999_999), parts.month)) {
            throw Refusal.fieldOutOfRange(text);
        }
    }

    private void validateYear() {
        if (parts.isBeforeChrist) {
            if (parts.year <= 0) {
                throw Refusal.fieldOutOfRange(text);
            }
            parts.year = 1 - parts.year;
        } else if (parts.isTwoDigitYear) {
            parts.year += parts.year < 70 ? 2000 : parts.year < 100 ? 1900 : 0;
        } else if (parts.year <= 0) {
            throw Refusal.fieldOutOfRange(text);
        }
    }

    private int number(String digits) {
        if (digits.length() > MAX_DIGITS) {
            throw Refusal.fieldOutOfRange(text);
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException _) {
            throw invalid.get();
        }
    }

    /// Microseconds of a text such as `.678`.
    private static long fraction(String digits) {
        return digits.length() == 1
                ? 0
                : Math.round(Double.parseDouble("0" + digits) * Days.MICROS_PER_SECOND);
    }
}
