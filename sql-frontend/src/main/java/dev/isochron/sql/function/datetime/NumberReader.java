package dev.isochron.sql.function.datetime;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.function.datetime.NumberTemplate.Field;
import dev.isochron.sql.function.datetime.NumberTemplate.Plain;
import dev.isochron.sql.function.datetime.NumberTemplate.Word;

/// Reads a number by a template: `to_number('1,234.5', '9,999.9')`.
final class NumberReader {

    private static final String DATA = "0123456789.,+-";

    private final NumberTemplate template;
    private final String text;
    private final StringBuilder digits = new StringBuilder();
    private char sign = ' ';
    private int at;
    private boolean hasPoint;
    private int behind;

    private NumberReader(NumberTemplate template, String text) {
        this.template = template;
        this.text = text;
    }

    /// What was read.
    ///
    /// @param digits with the sign or a blank in front
    /// @param behind how many digits stand behind the point
    record Read(String digits, int behind) {}

    /// Reads as much of a text as the template says.
    static Read read(NumberTemplate template, String text) {
        if (template.has(Word.SCIENTIFIC) || template.has(Word.ROMAN)) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "\""
                            + (template.has(Word.ROMAN) ? "RN" : "EEEE")
                            + "\" not supported for input");
        }
        NumberReader reader = new NumberReader(template, text);
        for (NumberTemplate.Piece piece : template.pieces()) {
            if (reader.isAtEnd()) {
                break;
            }
            switch (piece) {
                case Plain _ -> reader.skipCharacter();
                case Field(Word word) -> reader.field(word);
            }
        }
        return reader.result();
    }

    private Read result() {
        String all = digits.toString();
        return new Read(
                sign + (all.endsWith(".") ? all.substring(0, all.length() - 1) : all), behind);
    }

    private boolean isAtEnd() {
        return at >= text.length();
    }

    private void skipCharacter() {
        at += Character.charCount(text.codePointAt(at));
    }

    private void field(Word word) {
        switch (word) {
            case NINE, ZERO, POINT, LOCAL_POINT -> {
                digit(word);
                at++;
            }
            case COMMA, GROUP -> {
                if (!template.has(Word.FILL) && text.charAt(at) == ',') {
                    at++;
                }
            }
            case CURRENCY -> skipUnlessData(1);
            case ORDINAL, ORDINAL_LOWER -> skipUnlessData(2);
            case MINUS -> sign("-");
            case PLUS -> sign("+");
            case BOTH_SIGNS -> sign("+-");
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

    private void skipUnlessData(int count) {
        for (int i = 0; i < count && !isAtEnd(); i++) {
            if (DATA.indexOf(text.charAt(at)) >= 0) {
                return;
            }
            skipCharacter();
        }
    }

    private void sign(String wanted) {
        if (wanted.indexOf(text.charAt(at)) >= 0) {
            sign = text.charAt(at++);
        } else {
            skipUnlessData(1);
        }
    }

    private void digit(Word word) {
        if (text.charAt(at) == ' ') {
            at++;
        }
        boolean isFirst = digits.isEmpty() || digits.toString().equals(".");
        if (!isAtEnd() && sign == ' ' && isFirst && (word == Word.NINE || word == Word.ZERO)) {
            leadingSign();
        }
        if (isAtEnd()) {
            return;
        }
        boolean isRead = false;
        char c = text.charAt(at);
        if (c >= '0' && c <= '9') {
            if (hasPoint && behind == template.behind()) {
                return;
            }
            digits.append(c);
            behind += hasPoint ? 1 : 0;
            isRead = true;
        } else if (template.has(Word.POINT) && !hasPoint && c == '.') {
            digits.append(c);
            hasPoint = true;
            isRead = true;
        }
        if (sign == ' ' && digits.chars().anyMatch(Character::isDigit)) {
            trailingSign(isRead);
        }
    }

    private void leadingSign() {
        char c = text.charAt(at);
        if (template.has(Word.SIGN) && template.hasSignBeforePoint()) {
            if (c == '-' || c == '+') {
                sign = c;
                at++;
            }
        } else if (c == '-' || (c == '<' && template.has(Word.BRACKETS))) {
            sign = '-';
            at++;
        } else if (c == '+') {
            sign = '+';
            at++;
        }
    }

    /// A sign may stand right behind the last digit, wherever the template has it.
    private void trailingSign(boolean isRead) {
        if (template.has(Word.SIGN)) {
            if (isRead && at + 1 < text.length()) {
                char next = text.charAt(at + 1);
                if (next == '-' || next == '+') {
                    sign = next;
                    at++;
                }
            }
            return;
        }
        char c = text.charAt(at);
        boolean isApart = template.has(Word.PLUS) || template.has(Word.MINUS);
        if (!isRead && isApart && (c == '-' || c == '+')) {
            sign = c;
        }
    }
}
