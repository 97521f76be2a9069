package dev.isochron.sql.function.text;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Translates PostgreSQL's advanced regular expressions for the JDK's engine.
final class RegexSyntax {

    private static final int MAX_PATTERN = 32_768;

    private final String source;
    private final boolean byLine;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private RegexSyntax(String source, boolean byLine) {
        this.source = source;
        this.byLine = byLine;
    }

    /// The compiled pattern.
    ///
    /// @param options `i` any case, `n` or `m` by line, `x` with blanks and comments, `q` literally
    static Pattern compile(String source, String options) {
        String pattern = source;
        String all = options;
        if (pattern.startsWith("***=")) {
            all += "q";
            pattern = pattern.substring(4);
        } else if (pattern.startsWith("***:")) {
            pattern = pattern.substring(4);
        }
        if (pattern.startsWith("(?") && pattern.indexOf(')') > 0) {
            String embedded = pattern.substring(2, pattern.indexOf(')'));
            if (!embedded.isEmpty()
                    && embedded.chars().allMatch(c -> "bceimnpqstwx".indexOf(c) >= 0)) {
                all += embedded;
                pattern = pattern.substring(pattern.indexOf(')') + 1);
            }
        }
        if (pattern.length() > MAX_PATTERN) {
            throw invalid("regular expression is too long");
        }
        return compile(pattern, new Options(all));
    }

    private record Options(String letters) {
        boolean has(char letter) {
            return letters.indexOf(letter) >= 0;
        }

        boolean anyCase() {
            return letters.lastIndexOf('i') > letters.lastIndexOf('c');
        }

        boolean byLine() {
            return has('n') || has('m');
        }
    }

    private static Pattern compile(String pattern, Options options) {
        int flags = Pattern.UNIX_LINES;
        flags |= options.anyCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        if (options.has('q')) {
            return Pattern.compile(pattern, flags | Pattern.LITERAL);
        }
        flags |= options.byLine() || options.has('p') ? 0 : Pattern.DOTALL;
        flags |= options.byLine() || options.has('w') ? Pattern.MULTILINE : 0;
        flags |= options.has('x') ? Pattern.COMMENTS : 0;
        String translated =
                new RegexSyntax(pattern, options.byLine() || options.has('w')).translate();
        try {
            return Pattern.compile(translated, flags);
        } catch (PatternSyntaxException e) {
            throw invalid("invalid regular expression: " + reason(e.getDescription()));
        } catch (StackOverflowError _) {
            throw invalid("invalid regular expression: regular expression is too complex");
        }
    }

    private static String reason(String description) {
        if (description.contains("Unclosed character class")) {
            return "brackets [] not balanced";
        }
        if (description.contains("group") || description.contains("Unmatched closing")) {
            return "parentheses () not balanced";
        }
        if (description.contains("Dangling meta")) {
            return "quantifier operand invalid";
        }
        if (description.contains("repetition") || description.contains("counted closure")) {
            return "invalid repetition count(s)";
        }
        return description.contains("character range") ? "invalid character range" : description;
    }

    static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_REGULAR_EXPRESSION, message);
    }

    private String translate() {
        while (at < source.length()) {
            char c = source.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '$' -> {
                    out.append(byLine ? "$" : "\\z");
                    at++;
                }
                case '*', '+', '?', '}', '{' -> quantifier(c);
                default -> {
                    out.append(c);
                    at++;
                }
            }
        }
        return out.toString();
    }

    /// A second quantifier would mean "possessive" to the JDK.
    private void quantifier(char c) {
        if (c == '{' && (at == 0 || "(|".indexOf(source.charAt(at - 1)) >= 0)) {
            throw invalid("invalid regular expression: quantifier operand invalid");
        }
        out.append(c);
        at++;
        if (at < source.length() && source.charAt(at) == '+' && c != '}' && c != '{') {
            throw invalid("invalid regular expression: quantifier operand invalid");
        }
    }

    private void escape() {
        if (at + 1 >= source.length()) {
            throw invalid("invalid regular expression: invalid escape \\ sequence");
        }
        char c = source.charAt(at + 1);
        at += 2;
        switch (c) {
            case 'm' -> out.append("\\b(?=\\w)");
            case 'M' -> out.append("\\b(?<=\\w)");
            case 'y' -> out.append("\\b");
            case 'Y' -> out.append("\\B");
            case 'Z' -> out.append("\\z");
            case 'A', 'd', 'D', 'w', 'W', 's', 'S', 't', 'n', 'r', 'f', 'e' ->
                    out.append('\\').append(c);
            case 'b' -> out.append("\\x08");
            case 'B' -> out.append("\\\\");
            case 'v' -> out.append("\\x0B");
            case '0' -> out.append("\\x00");
            case 'u' -> digits(4, "\\u");
            case 'U' -> digits(8, "");
            case 'x' -> hexadecimal();
            default -> {
                if (Character.isLetter(c)) {
                    throw invalid("invalid regular expression: invalid escape \\ sequence");
                }
                out.append('\\').append(c);
            }
        }
    }

    private void digits(int count, String prefix) {
        int end = Math.min(source.length(), at + count);
        String digits = source.substring(at, end);
        if (digits.length() < count || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw invalid("invalid regular expression: invalid escape \\ sequence");
        }
        out.append(prefix.isEmpty() ? "\\x{" + digits + "}" : prefix + digits);
        at = end;
    }

    private void hexadecimal() {
        int end = at;
        while (end < source.length() && Character.digit(source.charAt(end), 16) >= 0) {
            end++;
        }
        out.append("\\x{").append(end == at ? "0" : source.substring(at, end)).append('}');
        at = end;
    }

    private void bracket() {
        at++;
        out.append('[');
        if (at < source.length() && source.charAt(at) == '^') {
            out.append('^');
            at++;
            if (byLine) {
                out.append("\\n");
            }
        }
        if (at < source.length() && source.charAt(at) == ']') {
            out.append("\\]");
            at++;
        }
        while (at < source.length() && source.charAt(at) != ']') {
            bracketItem();
        }
        if (at >= source.length()) {
            throw invalid("invalid regular expression: brackets [] not balanced");
        }
        at++;
        out.append(']');
    }

    private void bracketItem() {
        char c = source.charAt(at);
        if (c == '[' && at + 1 < source.length() && ":.=".indexOf(source.charAt(at + 1)) >= 0) {
            named(source.charAt(at + 1));
        } else if (c == '\\') {
            escape();
        } else {
            if ("[&^~".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c == '#' || c == ' ' ? "\\" + c : String.valueOf(c));
            at++;
        }
    }

    private void named(char kind) {
        int end = source.indexOf(kind + "]", at + 2);
        if (end < 0) {
            throw invalid("invalid regular expression: brackets [] not balanced");
        }
        String name = source.substring(at + 2, end);
        at = end + 2;
        if (kind != ':') {
            out.append(Pattern.quote(name));
            return;
        }
        out.append(
                switch (name) {
                    case "alpha" -> "\\p{IsAlphabetic}";
                    case "digit" -> "0-9";
                    case "alnum" -> "\\p{IsAlphabetic}0-9";
                    case "upper" -> "\\p{Lu}";
                    case "lower" -> "\\p{Ll}";
                    case "space" -> "\\s";
                    case "blank" -> " \\t";
                    case "punct" -> "\\p{Punct}";
                    case "cntrl" -> "\\p{Cntrl}";
                    case "print" -> "\\p{Print}";
                    case "graph" -> "\\p{Graph}";
                    case "xdigit" -> "\\p{XDigit}";
                    case "word" -> "\\w";
                    default -> throw invalid("invalid regular expression: invalid character class");
                });
    }
}
