package dev.isochron.sql.function.datetime;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A template for numbers, such as `999,990.00`: its pieces, and what they ask for together.
final class NumberTemplate {

    /// The words of a template; of the first two only the kind of letters differs.
    enum Word {
        ROMAN_LOWER("rn", "rn"),
        ROMAN("RN", "RN"),
        ORDINAL_LOWER("th", "th"),
        ORDINAL("TH", "TH"),
        SCIENTIFIC("EEEE", "eeee"),
        FILL("FM", "fm"),
        MINUS("MI", "mi"),
        PLUS("PL", "pl"),
        BRACKETS("PR", "pr"),
        BOTH_SIGNS("SG", "sg"),
        SPELLED("SP", "sp"),
        SIGN("S", "s"),
        NINE("9", "9"),
        ZERO("0", "0"),
        COMMA(",", ","),
        POINT(".", "."),
        LOCAL_POINT("D", "d"),
        GROUP("G", "g"),
        BLANK("B", "b"),
        CURRENCY_CODE("C", "c"),
        CURRENCY("L", "l"),
        SHIFT("V", "v");

        private final String upper;
        private final String lower;

        Word(String upper, String lower) {
            this.upper = upper;
            this.lower = lower;
        }

        private boolean isAt(String template, int at) {
            return template.startsWith(upper, at) || template.startsWith(lower, at);
        }
    }

    /// A word, or a character that stands for itself.
    sealed interface Piece {}

    record Field(Word word) implements Piece {}

    record Plain(String character) implements Piece {}

    private final List<Piece> pieces = new ArrayList<>();
    private final Set<Word> words = EnumSet.noneOf(Word.class);

    /// Digits before the point, behind it, and behind `V`.
    private int before;

    private int behind;
    private int shift;

    /// How many digits stand before the first `0`, and up to the last; -1 and 0 without one.
    private int zeroFrom = -1;

    private int zeroEnd;

    /// How many digits stand before the sign `S`; -1 if it stands behind the point, or nowhere.
    private int signAt = -1;

    private NumberTemplate() {}

    /// Reads a template.
    ///
    /// @throws SqlException if its words contradict each other
    static NumberTemplate of(String text) {
        NumberTemplate template = new NumberTemplate();
        int at = 0;
        while (at < text.length()) {
            at = template.next(text, at);
        }
        return template;
    }

    private int next(String text, int at) {
        for (Word word : Word.values()) {
            if (word.isAt(text, at)) {
                add(word);
                pieces.add(new Field(word));
                return at + word.upper.length();
            }
        }
        return text.charAt(at) == '"' ? quoted(text, at + 1) : plain(text, at, true);
    }

    private int quoted(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escapes = text.charAt(at) == '\\' && at + 1 < text.length();
            at = plain(text, escapes ? at + 1 : at, false);
        }
        return at + 1;
    }

    private int plain(String text, int from, boolean isOpen) {
        int at = isOpen && text.startsWith("\\\"", from) ? from + 1 : from;
        int end = at + Character.charCount(text.codePointAt(at));
        pieces.add(new Plain(text.substring(at, end)));
        return end;
    }

    private void add(Word word) {
        if (has(Word.SCIENTIFIC) && word != Word.SCIENTIFIC) {
            throw wrong("\"EEEE\" must be the last pattern used");
        }
        switch (word) {
            case NINE, ZERO -> addDigit(word);
            case POINT, LOCAL_POINT -> {
                refuseIf(has(Word.POINT), "multiple decimal points");
                refuseIf(has(Word.SHIFT), "cannot use \"V\" and decimal point together");
                words.add(Word.POINT);
            }
            case SIGN -> addSign();
            case MINUS, PLUS, BOTH_SIGNS -> {
                String name = word == Word.BOTH_SIGNS ? "SG" : word.upper;
                refuseIf(has(Word.SIGN), "cannot use \"S\" and \"" + name + "\" together");
                if (word != Word.PLUS) {
                    words.add(Word.MINUS);
                }
                if (word != Word.MINUS) {
                    words.add(Word.PLUS);
                }
            }
            case BRACKETS ->
                    refuseIf(
                            has(Word.SIGN) || has(Word.PLUS) || has(Word.MINUS),
                            "cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together");
            case SHIFT -> refuseIf(has(Word.POINT), "cannot use \"V\" and decimal point together");
            case SCIENTIFIC -> refuseScientific();
            case BLANK -> {
                if (before == 0 && behind == 0) {
                    words.add(Word.BLANK);
                }
                return;
            }
            default -> {}
        }
        if (word != Word.LOCAL_POINT) {
            words.add(word == Word.ROMAN_LOWER ? Word.ROMAN : word);
        }
    }

    private void addDigit(Word word) {
        refuseIf(
                has(Word.BRACKETS),
                "\"" + (word == Word.NINE ? 9 : 0) + "\" must be ahead of \"PR\"");
        if (word == Word.NINE && has(Word.SHIFT)) {
            shift++;
            return;
        }
        if (word == Word.ZERO && !has(Word.ZERO) && !has(Word.POINT)) {
            zeroFrom = before;
        }
        if (has(Word.POINT)) {
            behind++;
        } else {
            before++;
        }
        if (word == Word.ZERO) {
            zeroEnd = before + behind;
        }
    }

    private void addSign() {
        refuseIf(has(Word.SIGN), "cannot use \"S\" twice");
        refuseIf(
                has(Word.PLUS) || has(Word.MINUS) || has(Word.BRACKETS),
                "cannot use \"S\" and \"PL\"/\"MI\"/\"SG\"/\"PR\" together");
        if (!has(Word.POINT)) {
            signAt = before;
        }
    }

    private void refuseScientific() {
        refuseIf(has(Word.SCIENTIFIC), "cannot use \"EEEE\" twice");
        for (Word other :
                List.of(
                        Word.BLANK,
                        Word.FILL,
                        Word.SIGN,
                        Word.BRACKETS,
                        Word.MINUS,
                        Word.PLUS,
                        Word.ROMAN,
                        Word.SHIFT)) {
            if (has(other)) {
                throw SqlError.of(
                                SqlCode.SYNTAX_ERROR, "\"EEEE\" is incompatible with other formats")
                        .withDetail(
                                "\"EEEE\" may only be used together with digit and decimal point"
                                        + " patterns.")
                        .exception();
            }
        }
    }

    private static void refuseIf(boolean isWrong, String message) {
        if (isWrong) {
            throw wrong(message);
        }
    }

    private static SqlException wrong(String message) {
        return SqlException.of(SqlCode.SYNTAX_ERROR, message);
    }

    /// Whether a word is in it. `D` counts as the point, `SG` as `MI` and `PL`, `rn` as `RN`.
    boolean has(Word word) {
        return words.contains(word);
    }

    /// Whether a zero before the point is to be written in place of a blank.
    boolean hasLeadingZero() {
        return zeroFrom >= 0;
    }

    List<Piece> pieces() {
        return pieces;
    }

    int before() {
        return before;
    }

    int behind() {
        return behind;
    }

    int shift() {
        return shift;
    }

    int zeroFrom() {
        return zeroFrom;
    }

    int zeroEnd() {
        return zeroEnd;
    }

    /// Whether `S` stands before the digits.
    boolean leadsWithSign() {
        return has(Word.SIGN) && signAt >= 0 && signAt < before;
    }

    /// Whether `S` was read before the point, wherever its digits are.
    boolean hasSignBeforePoint() {
        return has(Word.SIGN) && signAt >= 0;
    }
}
