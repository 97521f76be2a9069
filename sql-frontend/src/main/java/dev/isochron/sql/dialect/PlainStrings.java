package dev.isochron.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// MySQL's strings as the standard has them: in single quotes, without backslashes.
///
/// jOOQ's parser reads no backslash as an escape, and takes text in double quotes for a name.
final class PlainStrings {
    private final String text;
    private final StringBuilder plain = new StringBuilder();
    private final List<Integer> origins = new ArrayList<>();
    private int at;

    private PlainStrings(String text) {
        this.text = text;
    }

    static PlainStrings of(String text) {
        PlainStrings made = new PlainStrings(text);
        while (made.at < text.length()) {
            made.step();
        }
        return made;
    }

    /// The text with plain strings.
    String text() {
        return plain.toString();
    }

    /// Where a place of it was in the text that it was made of.
    int origin(int index) {
        return index < origins.size() ? origins.get(index) : text.length();
    }

    private void step() {
        char c = text.charAt(at);
        switch (c) {
            case '\'', '"' -> string(c);
            case '`' -> copyTo(text.indexOf('`', at + 1), 1);
            case '-' -> comment("--", "\n");
            case '#' -> comment("#", "\n");
            case '/' -> comment("/*", "*/");
            default -> put(c);
        }
    }

    private void comment(String begin, String end) {
        if (text.startsWith(begin, at)) {
            copyTo(text.indexOf(end, at + 1), end.length());
        } else {
            put(text.charAt(at));
        }
    }

    private void copyTo(int found, int more) {
        int end = found < 0 ? text.length() : found + more;
        while (at < end) {
            put(text.charAt(at));
        }
    }

    private void put(char c) {
        say(c);
        at++;
    }

    private void say(char c) {
        plain.append(c);
        origins.add(at);
    }

    private void string(char quote) {
        say('\'');
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote && at + 1 < text.length() && text.charAt(at + 1) == quote) {
                within(quote);
                at += 2;
            } else if (c == quote) {
                say('\'');
                at++;
                return;
            } else if (c == '\\' && at + 1 < text.length()) {
                escape(text.charAt(at + 1));
                at += 2;
            } else {
                within(c);
                at++;
            }
        }
    }

    private void within(char c) {
        say(c);
        if (c == '\'') {
            say(c);
        }
    }

    /// `\%` and `\_` keep their backslash, for LIKE.
    private void escape(char c) {
        switch (c) {
            case 'n' -> say('\n');
            case 't' -> say('\t');
            case 'r' -> say('\r');
            case 'b' -> say('\b');
            case 'Z' -> say('\u001a');
            case '0' -> say('\0');
            case '%', '_' -> {
                say('\\');
                say(c);
            }
            default -> within(c);
        }
    }
}
