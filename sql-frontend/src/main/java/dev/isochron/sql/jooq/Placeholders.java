package dev.isochron.sql.jooq;

/// jOOQ writes `?` for parameters, as JDBC has it; PostgreSQL counts them.
final class Placeholders {
    private final String text;
    private final StringBuilder out;
    private int at;
    private int count;

    private Placeholders(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 16);
    }

    /// The text with `$1`, `$2` for each `?`, and `?` for each `??`, outside of strings, names and
    /// comments.
    static String numbered(String text) {
        return text.indexOf('?') < 0 ? text : new Placeholders(text).run();
    }

    private String run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\'', '"' -> copyTo(text.indexOf(c, at + 1), 1);
                case '-' -> comment("--", "\n");
                case '/' -> comment("/*", "*/");
                case '$' -> dollar();
                case '?' -> placeholder();
                default -> copyTo(at, 1);
            }
        }
        return out.toString();
    }

    private void comment(String begin, String end) {
        if (text.startsWith(begin, at)) {
            copyTo(text.indexOf(end, at + 2), end.length());
        } else {
            copyTo(at, 1);
        }
    }

    /// `$tag$ … $tag$`
    private void dollar() {
        int tagEnd = text.indexOf('$', at + 1);
        boolean isQuote = tagEnd > 0 && isTag(text.substring(at + 1, tagEnd));
        if (isQuote) {
            String tag = text.substring(at, tagEnd + 1);
            copyTo(text.indexOf(tag, tagEnd + 1), tag.length());
        } else {
            copyTo(at, 1);
        }
    }

    private static boolean isTag(String tag) {
        return tag.isEmpty()
                || (Character.isJavaIdentifierStart(tag.charAt(0))
                        && tag.chars().allMatch(Character::isLetterOrDigit));
    }

    private void copyTo(int found, int more) {
        int end = found < 0 ? text.length() : found + more;
        out.append(text, at, end);
        at = end;
    }

    private void placeholder() {
        if (text.startsWith("??", at)) {
            out.append('?');
            at += 2;
        } else {
            out.append('$').append(++count);
            at++;
        }
    }
}
