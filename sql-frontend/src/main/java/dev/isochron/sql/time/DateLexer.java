package dev.isochron.sql.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts the text of a date, time or interval into tokens.
final class DateLexer {

    /// What a token looks like.
    enum Kind {
        /// Digits, perhaps with one point.
        NUMBER,
        /// Digits and colons.
        TIME,
        /// Digits or letters with `-`, `/` or `.` between; also a zone such as `Europe/Berlin`.
        DATE,
        /// Letters.
        WORD,
        /// A sign and digits: an offset, or a number with a sign.
        SIGNED,
        /// A sign and letters.
        SIGNED_WORD
    }

    /// @param text in lower case
    record Token(Kind kind, String text) {}

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private DateLexer(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
    }

    /// The tokens of a text, or none if something in it belongs to no token.
    static List<Token> tokens(String text) {
        DateLexer lexer = new DateLexer(text);
        return lexer.readAll() ? lexer.tokens : List.of();
    }

    private boolean readAll() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (isDigit(c)) {
                readDigits();
            } else if (c == '.') {
                readFraction();
            } else if (isLetter(c)) {
                readLetters();
            } else if (c == '+' || c == '-') {
                if (!readSigned(c)) {
                    return false;
                }
            } else if (c < 0x80 && !Character.isLetterOrDigit(c) && c > ' ') {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    private void readDigits() {
        int from = at;
        skipDigits();
        char delimiter = peek();
        if (delimiter == ':') {
            while (isDigit(peek()) || peek() == ':' || peek() == '.') {
                at++;
            }
            add(Kind.TIME, from);
        } else if (delimiter == '-' || delimiter == '/' || delimiter == '.') {
            at++;
            readDateRest(from, delimiter);
        } else {
            add(Kind.NUMBER, from);
        }
    }

    private void readDateRest(int from, char delimiter) {
        if (isDigit(peek())) {
            Kind kind = delimiter == '.' ? Kind.NUMBER : Kind.DATE;
            skipDigits();
            if (peek() == delimiter) {
                kind = Kind.DATE;
                while (isDigit(peek()) || peek() == delimiter) {
                    at++;
                }
            }
            add(kind, from);
        } else if (delimiter == '.' && !isLetter(peek())) {
            add(Kind.NUMBER, from);
        } else {
            while (isDigit(peek()) || isLetter(peek()) || peek() == delimiter) {
                at++;
            }
            add(Kind.DATE, from);
        }
    }

    private void readFraction() {
        int from = at++;
        skipDigits();
        add(Kind.NUMBER, from);
    }

    private void readLetters() {
        int from = at;
        while (isLetter(peek())) {
            at++;
        }
        char next = peek();
        boolean isLong = next == '-' || next == '/' || next == '.';
        if (!isLong && (next == '+' || isDigit(next))) {
            isLong = !DateWords.isWord(text.substring(from, at));
        }
        if (!isLong) {
            add(Kind.WORD, from);
            return;
        }
        while (isDigit(peek()) || isLetter(peek()) || "+-/_.:".indexOf(peek()) >= 0) {
            at++;
        }
        add(Kind.DATE, from);
    }

    private boolean readSigned(char sign) {
        at++;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int from = at;
        if (isDigit(peek()) || peek() == '.') {
            while (isDigit(peek()) || ":.-".indexOf(peek()) >= 0) {
                at++;
            }
            tokens.add(new Token(Kind.SIGNED, sign + text.substring(from, at)));
            return true;
        }
        if (isLetter(peek())) {
            while (isLetter(peek())) {
                at++;
            }
            tokens.add(new Token(Kind.SIGNED_WORD, sign + text.substring(from, at)));
            return true;
        }
        return false;
    }

    private void skipDigits() {
        while (isDigit(peek())) {
            at++;
        }
    }

    private void add(Kind kind, int from) {
        tokens.add(new Token(kind, text.substring(from, at)));
    }

    /// The next character, or one that is in no token.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
