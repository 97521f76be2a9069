package dev.isochron.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text of a foreign dialect at the semicolons between its statements.
///
/// It knows strings, quoted names and comments, and nothing else: a body of a procedure with
/// semicolons in it is cut as well.
public final class Cutting {
    private final String text;
    private final boolean ofMysql;
    private final List<Piece> pieces = new ArrayList<>();
    private int from;
    private int at;

    /// A statement.
    ///
    /// @param start index of its first character in the text
    public record Piece(String text, int start) {}

    private Cutting(String text, boolean ofMysql) {
        this.text = text;
        this.ofMysql = ofMysql;
    }

    /// The statements of a text, without semicolons; blank ones are left out.
    public static List<Piece> of(String text, ForeignDialect dialect) {
        Cutting cutting = new Cutting(text, dialect.isOfMysql());
        cutting.cut();
        return cutting.pieces;
    }

    /// Where the first statement of a text ends, as the index after its semicolon; -1 if it is not
    /// whole yet.
    public static int end(String text, ForeignDialect dialect) {
        Cutting cutting = new Cutting(text, dialect.isOfMysql());
        return cutting.next() ? cutting.at : -1;
    }

    private void cut() {
        while (next()) {
            add(at - 1);
            from = at;
        }
        add(text.length());
    }

    private void add(int end) {
        int start = from;
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        if (start < end) {
            pieces.add(new Piece(text.substring(start, end), start));
        }
    }

    /// Goes behind the next semicolon; false if there is none.
    private boolean next() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case ';' -> {
                    at++;
                    return true;
                }
                case '\'', '"', '`' -> quoted(c);
                case '-' -> comment(text.startsWith("--", at), "\n");
                case '#' -> comment(ofMysql, "\n");
                case '/' -> comment(text.startsWith("/*", at), "*/");
                default -> at++;
            }
        }
        return false;
    }

    private void comment(boolean isOne, String end) {
        if (!isOne) {
            at++;
            return;
        }
        int found = text.indexOf(end, at + 1);
        at = found < 0 ? text.length() : found + end.length();
    }

    /// A doubled quote ends one string and begins the next, which comes to the same here.
    private void quoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += ofMysql && quote != '`' && text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, text.length());
    }
}
