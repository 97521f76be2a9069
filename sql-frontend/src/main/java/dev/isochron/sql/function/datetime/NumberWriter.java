package dev.isochron.sql.function.datetime;

import dev.isochron.sql.function.datetime.NumberTemplate.Field;
import dev.isochron.sql.function.datetime.NumberTemplate.Plain;
import dev.isochron.sql.function.datetime.NumberTemplate.Word;
import java.util.Locale;

/// Writes one number by a template: `to_char(…, '999,990.00')`.
///
/// The digits are at hand as a text already, with as many behind the point as the template shows;
/// here they are put into its places, one after the other.
final class NumberWriter {

    private final NumberTemplate template;
    private final String digits;
    private final int behind;
    private final boolean negative;
    private final boolean fills;
    private final boolean brackets;
    private final boolean signsLast;

    /// Places before the point for which there is no digit.
    private final int blanks;

    /// Where the last digit stands that says something; -1: all are shown.
    private final int lastShown;

    /// How many places there are, with that of the sign.
    private final int places;

    private final StringBuilder out = new StringBuilder();
    private boolean signed;
    private boolean inNumber;
    private int place;

    /// Where the text ends: at a place for which there is no digit at all, as in PostgreSQL.
    private int end = Integer.MAX_VALUE;

    private int digit;

    /// @param digits without sign, such as `12.50` or `###.##`
    /// @param wholeDigits how many of them stand before the point
    /// @param behind how many places behind the point there are
    NumberWriter(
            NumberTemplate template, String digits, int wholeDigits, int behind, boolean negative) {
        this.template = template;
        this.digits = digits;
        this.behind = behind;
        this.negative = negative;
        this.fills = template.has(Word.FILL);
        this.brackets = template.has(Word.BRACKETS) && (negative || !fills);
        this.signsLast = template.has(Word.SIGN) && !template.leadsWithSign();
        int before = template.before() + template.shift();
        this.blanks = Math.max(0, before - wholeDigits);
        this.lastShown = fills && template.has(Word.POINT) ? lastShown() : -1;
        boolean isApart = template.has(Word.PLUS) || template.has(Word.MINUS);
        this.signed =
                isApart ? template.has(Word.MINUS) : !negative && fills && !template.has(Word.SIGN);
        this.places =
                behind
                        + before
                        - 1
                        + (signed ? 0 : blanks == 0 ? 1 : 0)
                        + (blanks > 0 ? 1 : 0)
                        + (template.has(Word.POINT) ? 1 : 0);
    }

    /// Zeros that a `0` of the template asks for are shown.
    private int lastShown() {
        int point = digits.indexOf('.');
        if (point < 0) {
            return -1;
        }
        int last = point;
        for (int i = point + 1; i < digits.length(); i++) {
            last = digits.charAt(i) == '0' ? last : i;
        }
        if (template.zeroEnd() > blanks) {
            last = Math.max(last, Math.min(digits.length() - 1, template.zeroEnd() - blanks));
        }
        return last;
    }

    String write() {
        for (NumberTemplate.Piece piece : template.pieces()) {
            switch (piece) {
                case Plain(String character) -> out.append(character);
                case Field(Word word) -> field(word);
            }
        }
        return out.substring(0, Math.min(end, out.length()));
    }

    private void field(Word word) {
        switch (word) {
            case NINE, ZERO, POINT, LOCAL_POINT -> digit(word);
            case COMMA, GROUP -> out.append(inNumber ? "," : fills ? "" : " ");
            case CURRENCY -> out.append(' ');
            case ORDINAL, ORDINAL_LOWER -> ordinal(word);
            case MINUS -> out.append(negative ? "-" : fills ? "" : " ");
            case PLUS -> out.append(negative ? (fills ? "" : " ") : "+");
            case BOTH_SIGNS -> out.append(negative ? '-' : '+');
            case ROMAN,
                    ROMAN_LOWER,
                    SCIENTIFIC,
                    FILL,
                    BRACKETS,
                    SPELLED,
                    SIGN,
                    BLANK,
                    CURRENCY_CODE,
                    SHIFT -> {}
        }
    }

    private void ordinal(Word word) {
        if (digits.startsWith("#") || negative || template.has(Word.POINT)) {
            return;
        }
        String ending = Template.ordinal(digits, "th");
        out.append(word == Word.ORDINAL ? ending.toUpperCase(Locale.ROOT) : ending);
    }

    private void digit(Word word) {
        inNumber = false;
        if (!signed && isSignPlace()) {
            leadingSign();
        }
        boolean hasZero = template.hasLeadingZero();
        if (place < blanks && (!hasZero || template.zeroFrom() > place)) {
            out.append(fills ? "" : " ");
        } else if (place < blanks) {
            out.append('0');
            inNumber = true;
        } else {
            ownDigit(word);
        }
        int last = lastShown >= 0 && lastShown == digit ? place : places;
        if (place + 1 == last) {
            trailingSign();
        }
        place++;
    }

    private boolean isSignPlace() {
        boolean isReached =
                place >= blanks || (template.hasLeadingZero() && template.zeroFrom() == place);
        return isReached && (!hidesZero() || isAllHidden());
    }

    /// A zero before the point is not shown if no `0` asks for it.
    private boolean hidesZero() {
        return !template.hasLeadingZero() && digit == 0 && digits.startsWith("0") && behind != 0;
    }

    private boolean isAllHidden() {
        return lastShown >= 0 && digits.charAt(lastShown) == '.';
    }

    private void leadingSign() {
        if (template.has(Word.SIGN)) {
            if (!signsLast) {
                out.append(negative ? '-' : '+');
                signed = true;
            }
            return;
        }
        if (brackets) {
            out.append(negative ? '<' : ' ');
        } else if (negative) {
            out.append('-');
        } else if (!fills) {
            out.append(' ');
        }
        signed = true;
    }

    private void ownDigit(Word word) {
        boolean isLeftOut = lastShown >= 0 && digit > lastShown && word != Word.ZERO;
        if (digit >= digits.length()) {
            end = isLeftOut ? end : Math.min(end, out.length());
            return;
        }
        char shown = digits.charAt(digit);
        if (shown == '.') {
            out.append('.');
        } else if (!isLeftOut && hidesZero()) {
            out.append(!fills ? " " : isAllHidden() ? "0" : "");
        } else if (!isLeftOut) {
            out.append(shown);
            inNumber = true;
        }
        digit++;
    }

    private void trailingSign() {
        if (signed && brackets) {
            out.append(negative ? '>' : ' ');
        } else if (signsLast) {
            out.append(negative ? '-' : '+');
        }
    }
}
