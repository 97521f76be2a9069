package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cuts a text into tokens by PostgreSQL's lexical rules.
///
/// `standard_conforming_strings` is on. Bit strings are refused. A text has no NUL and at most
/// [#MAX_LENGTH] characters.
final class Lexer {

    /// A longer statement is data that belongs in COPY; its tree would be ten times as large.
    static final int MAX_LENGTH = 16 << 20;

    /// Longer names are cut, at the boundary of a character.
    static final int MAX_NAME_BYTES = 63;

    private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";

    /// Only an operator with one of these may end in `+` or `-`.
    private static final String SPECIAL_CHARACTERS = "~!@#^&|`?%";

    private final String text;
    private final int length;

    /// Whether some character takes two places in the text.
    private final boolean hasPairs;

    private int at;
    private int start;
    private int countedTo;
    private int pairs;
    private @Nullable Token pushed;

    Lexer(String text) {
        this.text = text;
        this.length = text.length();
        if (length > MAX_LENGTH) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    "statement is too long: " + length + " characters, the limit is " + MAX_LENGTH);
        }
        if (text.indexOf('\0') >= 0) {
            throw SqlException.of(
                    SqlCode.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"UTF8\": 0x00");
        }
        hasPairs = text.codePointCount(0, length) != length;
    }

    /// The next token; after the last one END, again and again.
    Token next() {
        Token waiting = pushed;
        if (waiting != null) {
            pushed = null;
            return waiting;
        }
        skipBlank();
        start = at;
        if (at == length) {
            return token(Kind.END, "");
        }
        char c = text.charAt(at);
        if (isNameStart(c)) {
            return word(c);
        }
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            return number();
        }
        return switch (c) {
            case '\'' -> string();
            case '"' -> quotedName();
            case '$' -> dollar();
            case ',', '(', ')', '[', ']', ';' -> punctuation(1);
            case '.' -> punctuation(peek(1) == '.' ? 2 : 1);
            case ':' -> punctuation(peek(1) == ':' || peek(1) == '=' ? 2 : 1);
            default -> operator(c);
        };
    }

    /// Where a place of the text is, in characters from 1.
    int position(int index) {
        if (!hasPairs) {
            return index + 1;
        }
        if (index < countedTo) {
            return text.codePointCount(0, index) + 1;
        }
        for (; countedTo < index; countedTo++) {
            if (Character.isLowSurrogate(text.charAt(countedTo))) {
                pairs++;
            }
        }
        return index + 1 - pairs;
    }

    /// Refuses the text from where the token begins to where the lexer has come.
    SqlException refuse(String why) {
        return refuse(SqlCode.SYNTAX_ERROR, why, start, at);
    }

    /// Refuses a piece of the text.
    SqlException refuse(SqlCode code, String why, int from, int to) {
        String where =
                from >= length
                        ? " at end of input"
                        : " at or near \"" + text.substring(from, Math.min(to, length)) + "\"";
        return SqlException.at(position(from), code, why + where);
    }

    private void skipBlank() {
        while (at < length) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                at++;
            } else if (c == '-' && peek(1) == '-') {
                skipLine();
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (at < length && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        start = at;
        int depth = 0;
        while (at < length) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        throw refuse("unterminated /* comment");
    }

    private Token word(char first) {
        if (peek(1) == '\'' || first == 'u' || first == 'U') {
            Token prefixed = prefixed(first);
            if (prefixed != null) {
                return prefixed;
            }
        }
        int hash = 0;
        boolean folded = true;
        boolean ascii = true;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (!isNamePart(c)) {
                break;
            }
            hash = Words.hash(hash, c);
            folded &= c < 'A' || c > 'Z';
            ascii &= c < 0x80;
        }
        Word word = Words.find(text, start, at, hash);
        if (word != null) {
            return new Token(Kind.WORD, word.text(), word, start, at, position(start));
        }
        String name = text.substring(start, at);
        if (!folded) {
            name = fold(name);
        }
        return token(Kind.WORD, ascii && name.length() <= MAX_NAME_BYTES ? name : cut(name));
    }

    private @Nullable Token prefixed(char first) {
        return switch (first) {
            case 'e', 'E' -> {
                at += 2;
                yield token(Kind.STRING, new Escapes(this).backslashes());
            }
            case 'b', 'B', 'x', 'X' ->
                    throw SqlException.unsupported(position(start), "bit string literals are");
            case 'n', 'N' -> national();
            case 'u', 'U' ->
                    peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"') ? unicode() : null;
            default -> null;
        };
    }

    /// `N'…'` is the word NCHAR and a string.
    private Token national() {
        at++;
        int begin = start;
        start = at;
        pushed = string();
        start = begin;
        Word nchar = Words.find("nchar", 0, 5, hashOf("nchar"));
        return new Token(Kind.WORD, "nchar", nchar, start, start + 1, position(start));
    }

    private Token unicode() {
        char quote = peek(2);
        at += 3;
        Escapes escapes = new Escapes(this);
        String raw = quote == '"' ? quoted('"', "identifier") : continued();
        String plain = escapes.unicode(raw);
        return quote == '"' ? named(plain) : token(Kind.STRING, plain);
    }

    private static int hashOf(String word) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = Words.hash(hash, word.charAt(i));
        }
        return hash;
    }

    private Token quotedName() {
        at++;
        return named(quoted('"', "identifier"));
    }

    private Token named(String name) {
        if (name.isEmpty()) {
            throw refuse("zero-length delimited identifier");
        }
        return token(Kind.QUOTED, cut(name));
    }

    private Token string() {
        at++;
        return token(Kind.STRING, continued());
    }

    /// The rest of a string, and those that continue it on other lines.
    private String continued() {
        String value = quoted('\'', "string");
        while (continues()) {
            value += quoted('\'', "string");
        }
        return value;
    }

    /// Whether another string stands after a line break; if so the lexer is in it.
    boolean continues() {
        int place = at;
        boolean line = false;
        while (place < length) {
            char c = text.charAt(place);
            if (c == '\n' || c == '\r') {
                line = true;
            } else if (c == '-' && text.startsWith("--", place)) {
                while (place < length && text.charAt(place) != '\n') {
                    place++;
                }
                continue;
            } else if (!isBlank(c)) {
                break;
            }
            place++;
        }
        if (!line || place >= length || text.charAt(place) != '\'') {
            return false;
        }
        at = place + 1;
        return true;
    }

    /// What stands between quotes, the opening one passed already; a doubled quote is one.
    private String quoted(char quote, String what) {
        int from = at;
        StringBuilder parts = null;
        while (true) {
            int end = text.indexOf(quote, at);
            if (end < 0) {
                at = length;
                throw refuse("unterminated quoted " + what);
            }
            at = end + 1;
            if (peek(0) != quote) {
                String last = text.substring(from, end);
                return parts == null ? last : parts.append(last).toString();
            }
            if (parts == null) {
                parts = new StringBuilder();
            }
            parts.append(text, from, at);
            at++;
            from = at;
        }
    }

    private Token dollar() {
        at++;
        if (isDigit(peek(0))) {
            skipDigits();
            if (isNameStart(peek(0))) {
                throw junk("parameter");
            }
            return token(Kind.PARAMETER, text.substring(start + 1, at));
        }
        if (isNameStart(peek(0))) {
            do {
                at++;
            } while (isNamePart(peek(0)) && peek(0) != '$');
        }
        if (peek(0) != '$') {
            at = start + 1;
            throw refuse("syntax error");
        }
        String tag = text.substring(start, at + 1);
        int end = text.indexOf(tag, at + 1);
        if (end < 0) {
            at = length;
            throw refuse("unterminated dollar-quoted string");
        }
        String body = text.substring(at + 1, end);
        at = end + tag.length();
        return token(Kind.STRING, body);
    }

    private Token number() {
        skipDigits();
        boolean whole = true;
        if (peek(0) == '.' && peek(1) != '.') {
            whole = false;
            at++;
            skipDigits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            if (isDigit(peek(sign))) {
                whole = false;
                at += sign;
                skipDigits();
            } else {
                if (sign == 2) {
                    at += 2;
                    throw refuse("trailing junk after numeric literal");
                }
                throw junk("numeric literal");
            }
        }
        if (isNameStart(peek(0))) {
            throw junk("numeric literal");
        }
        return token(whole ? Kind.WHOLE : Kind.DECIMAL, text.substring(start, at));
    }

    private SqlException junk(String after) {
        while (isNamePart(peek(0))) {
            at++;
        }
        return refuse("trailing junk after " + after);
    }

    private Token operator(char first) {
        if (OPERATOR_CHARACTERS.indexOf(first) < 0) {
            at += Character.charCount(text.codePointAt(at));
            throw refuse("syntax error");
        }
        boolean special = false;
        while (at < length && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
            if (text.startsWith("--", at) || text.startsWith("/*", at)) {
                break;
            }
            special |= SPECIAL_CHARACTERS.indexOf(text.charAt(at)) >= 0;
            at++;
        }
        while (!special && at - start > 1 && isSign(text.charAt(at - 1))) {
            at--;
        }
        if (at - start > MAX_NAME_BYTES) {
            throw refuse("operator too long");
        }
        String symbol = text.substring(start, at);
        return switch (symbol) {
            case "=>" -> token(Kind.PUNCTUATION, symbol);
            case "!=" -> token(Kind.OPERATOR, "<>");
            default -> token(Kind.OPERATOR, symbol);
        };
    }

    private Token punctuation(int characters) {
        at += characters;
        return token(Kind.PUNCTUATION, text.substring(start, at));
    }

    private Token token(Kind kind, String value) {
        return new Token(kind, value, null, start, at, position(start));
    }

    private void skipDigits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    /// The character so many places ahead, or NUL at the end.
    char peek(int ahead) {
        return at + ahead < length ? text.charAt(at + ahead) : '\0';
    }

    /// Goes on by so many places.
    void skip(int places) {
        at += places;
    }

    /// Where the lexer has come.
    int at() {
        return at;
    }

    /// Passes what has no meaning, and says whether this word follows; it is passed, too.
    boolean passWord(String word) {
        int before = at;
        int begin = start;
        skipBlank();
        start = begin;
        int end = at + word.length();
        if (text.regionMatches(true, at, word, 0, word.length())
                && (end >= length || !isNamePart(text.charAt(end)))) {
            at = end;
            return true;
        }
        at = before;
        return false;
    }

    /// The token after UESCAPE.
    Token afterUescape() {
        int begin = start;
        Token token = next();
        start = begin;
        return token;
    }

    /// A name of at most [#MAX_NAME_BYTES] bytes.
    static String cut(String name) {
        if (name.length() * 3 <= MAX_NAME_BYTES) {
            return name;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_NAME_BYTES) {
            return name;
        }
        int end = MAX_NAME_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// A name as it is without quotes: only the letters of ASCII change.
    static String fold(String name) {
        char[] folded = name.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return new String(folded);
    }

    /// One character, in lower case if it is of ASCII.
    static char fold(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r' && c != '\u000B');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
