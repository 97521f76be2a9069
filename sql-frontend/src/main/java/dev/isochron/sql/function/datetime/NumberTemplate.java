package dev.isochron.sql.function.datetime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Writes numbers by a template: `to_char(…, '999,990.00')`.
final class NumberTemplate {

    private static final int ROMAN_WIDTH = 15;
    private static final int ROMAN_END = 4000;

    private final String template;

    /// The same, as it was written.
    private final String shown;

    private final boolean fills;
    private final boolean hasSign;
    private final int before;
    private final int behind;
    private final int shift;
    private final int firstZero;
    private final int lastZero;
    private final boolean lowerOrdinal;

    NumberTemplate(String written) {
        String upper = written.toUpperCase(Locale.ROOT);
        this.fills = upper.contains("FM");
        this.shown = written.replaceAll("(?i)FM", "");
        this.template = shown.toUpperCase(Locale.ROOT);
        int point = indexOfPoint(template);
        String whole = point < 0 ? template : template.substring(0, point);
        int v = template.indexOf('V');
        this.shift = v < 0 ? 0 : digits(template.substring(v));
        this.before = digits(whole);
        this.behind = point < 0 ? 0 : digits(template.substring(point));
        this.firstZero = firstZero(whole);
        this.lastZero = point < 0 ? -1 : lastZero(template.substring(point));
        this.lowerOrdinal = written.contains("th");
        this.hasSign =
                template.contains("S")
                        || template.contains("MI")
                        || template.contains("PL")
                        || template.contains("PR");
    }

    private static int indexOfPoint(String template) {
        for (int i = 0; i < template.length(); i++) {
            if (template.charAt(i) == '.' || template.charAt(i) == 'D') {
                return i;
            }
        }
        return -1;
    }

    private static int digits(String part) {
        return (int) part.chars().filter(c -> c == '9' || c == '0').count();
    }

    /// The number of the first digit that is shown even if it is zero.
    private static int firstZero(String whole) {
        int number = 0;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c == '0') {
                return number;
            }
            number += c == '9' ? 1 : 0;
        }
        return Integer.MAX_VALUE;
    }

    /// The number of the last digit behind the point that is shown even if it is zero.
    private static int lastZero(String behind) {
        int number = 0;
        int last = -1;
        for (int i = 0; i < behind.length(); i++) {
            char c = behind.charAt(i);
            last = c == '0' ? number : last;
            number += c == '9' || c == '0' ? 1 : 0;
        }
        return last;
    }

    String write(BigDecimal number) {
        if (template.contains("RN")) {
            return roman(number);
        }
        if (template.contains("EEEE")) {
            return scientific(number);
        }
        BigDecimal rounded = number.movePointRight(shift).setScale(behind, RoundingMode.HALF_UP);
        boolean negative = number.signum() < 0;
        String plain = rounded.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String fraction = point < 0 ? "" : plain.substring(point + 1);
        boolean tooLong = whole.length() > before && !(whole.equals("0") && before == 0);
        if (tooLong) {
            whole = "#".repeat(before);
            fraction = "#".repeat(behind);
        }
        boolean hidesZero = whole.equals("0") && behind > 0 && firstZero >= before;
        return new Pattern(hidesZero ? "" : whole, fraction, negative).write();
    }

    private String roman(BigDecimal number) {
        int value = number.setScale(0, RoundingMode.HALF_UP).intValue();
        String text = value < 1 || value >= ROMAN_END ? "#".repeat(ROMAN_WIDTH) : roman(value);
        return fills ? text : " ".repeat(ROMAN_WIDTH - text.length()) + text;
    }

    private static String roman(int value) {
        int[] sizes = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
        String[] letters = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
        StringBuilder text = new StringBuilder();
        int rest = value;
        for (int i = 0; i < sizes.length; i++) {
            while (rest >= sizes[i]) {
                text.append(letters[i]);
                rest -= sizes[i];
            }
        }
        return text.toString();
    }

    private String scientific(BigDecimal number) {
        int exponent = number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
        BigDecimal mantissa = number.movePointLeft(exponent).setScale(behind, RoundingMode.HALF_UP);
        if (mantissa.abs().compareTo(BigDecimal.TEN) >= 0) {
            exponent++;
            mantissa = number.movePointLeft(exponent).setScale(behind, RoundingMode.HALF_UP);
        }
        String sign = number.signum() < 0 ? "" : fills ? "" : " ";
        return sign
                + mantissa.toPlainString()
                + "e"
                + (exponent < 0 ? "-" : "+")
                + "%02d".formatted(Math.abs(exponent));
    }

    /// One number on its way through the template.
    private final class Pattern {

        private final String whole;
        private final String fraction;
        private final boolean negative;
        private final StringBuilder out = new StringBuilder();
        private int digit;
        private int behindDigit;
        private boolean started;
        private boolean afterPoint;

        Pattern(String whole, String fraction, boolean negative) {
            this.whole = whole;
            this.fraction = fraction;
            this.negative = negative;
        }

        String write() {
            int at = 0;
            while (at < template.length()) {
                at += step(at);
            }
            return out.toString();
        }

        private int step(int at) {
            char c = template.charAt(at);
            if (template.startsWith("MI", at)) {
                out.append(negative ? "-" : fills ? "" : " ");
                return 2;
            }
            if (template.startsWith("PL", at)) {
                out.append(negative ? (fills ? "" : " ") : "+");
                return 2;
            }
            if (template.startsWith("SG", at)) {
                out.append(negative ? "-" : "+");
                return 2;
            }
            if (template.startsWith("PR", at)) {
                out.append(negative ? ">" : fills ? "" : " ");
                return 2;
            }
            if (template.startsWith("TH", at)) {
                if (!negative && behind == 0 && !whole.isEmpty()) {
                    out.append(Template.ordinal(whole, lowerOrdinal ? "th" : "TH"));
                }
                return 2;
            }
            single(c, at);
            return 1;
        }

        private void single(char c, int at) {
            switch (c) {
                case '9', '0' -> digit();
                case '.', 'D' -> point();
                case ',', 'G' -> out.append(started ? "," : fills ? "" : " ");
                case 'S' -> trailingSign(at);
                case 'V', 'B', 'C' -> {}
                case 'L' -> out.append(fills ? "" : " ");
                case '"' -> {}
                default -> out.append(shown.charAt(at));
            }
        }

        private void trailingSign(int at) {
            if (at > 0 && digits(template.substring(0, at)) > 0) {
                out.append(negative ? '-' : '+');
            }
        }

        private void point() {
            startNumber();
            out.append('.');
            afterPoint = true;
        }

        private void digit() {
            if (afterPoint) {
                fractionDigit();
                return;
            }
            int position = digit++;
            int missing = before - whole.length();
            if (position >= missing) {
                startNumber();
                out.append(whole.charAt(position - missing));
            } else if (position >= firstZero) {
                startNumber();
                out.append('0');
            } else if (!fills) {
                out.append(' ');
            }
        }

        private void fractionDigit() {
            int position = behindDigit++;
            boolean onlyZerosFollow = fraction.substring(position).chars().allMatch(d -> d == '0');
            if (!(fills && position > lastZero && onlyZerosFollow)) {
                out.append(fraction.charAt(position));
            }
        }

        /// The sign stands right before the first digit.
        private void startNumber() {
            if (started) {
                return;
            }
            started = true;
            if (template.contains("PR")) {
                out.append(negative ? "<" : fills ? "" : " ");
            } else if (template.startsWith("S") && !template.startsWith("SG")) {
                out.append(negative ? '-' : '+');
            } else if (!hasSign) {
                out.append(negative ? "-" : fills ? "" : " ");
            }
        }
    }
}
