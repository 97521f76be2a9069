package dev.isochron.sql.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of a definition: groups of words in parentheses.
///
/// ```
/// group = "(" word item* ")"
/// item  = word | quoted | group
/// ```
///
/// A word has no blanks, quotes and parentheses; anything can be quoted, with `\` before `"` and
/// `\`. Who reads asks for the groups it knows, so later versions may add some.
final class Notation {

    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    private Notation(String text) {
        this.text = text;
    }

    /// A group: its first word, and what follows.
    ///
    /// @param items each a text or a group
    record Group(String word, List<Object> items) {
        Group {
            items = List.copyOf(items);
        }

        static Group of(String word, Object... items) {
            return new Group(word, List.of(items));
        }

        /// The n-th item, which is a text.
        String text(int n) {
            if (n < items.size() && items.get(n) instanceof String text) {
                return text;
            }
            throw new IllegalStateException("no text " + n + " in (" + word + " …)");
        }

        int number(int n) {
            return Integer.parseInt(text(n));
        }

        long longNumber(int n) {
            return Long.parseLong(text(n));
        }

        boolean flag(int n) {
            return Boolean.parseBoolean(text(n));
        }

        /// The items from the n-th on, which are numbers.
        List<Integer> numbers(int n) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = n; i < items.size(); i++) {
                numbers.add(number(i));
            }
            return numbers;
        }

        /// The groups of this word, in order.
        List<Group> groups(String wanted) {
            List<Group> found = new ArrayList<>();
            for (Object item : items) {
                if (item instanceof Group group && group.word.equals(wanted)) {
                    found.add(group);
                }
            }
            return found;
        }

        /// The first group of this word.
        Optional<Group> group(String wanted) {
            return groups(wanted).stream().findFirst();
        }

        @Override
        public String toString() {
            StringBuilder to = new StringBuilder();
            write(to);
            return to.toString();
        }

        private void write(StringBuilder to) {
            to.append('(').append(word);
            for (Object item : items) {
                to.append(' ');
                switch (item) {
                    case Group group -> group.write(to);
                    case String quoted -> quote(quoted, to);
                    default -> to.append(item);
                }
            }
            to.append(')');
        }
    }

    private static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\');
            }
            to.append(c);
        }
        to.append('"');
    }

    /// Reads a group.
    ///
    /// @throws IllegalStateException if the text is none
    static Group read(String text) {
        Notation reader = new Notation(text);
        Group group = reader.group(0);
        if (reader.at != text.length()) {
            throw reader.broken();
        }
        return group;
    }

    private Group group(int depth) {
        if (depth > MAX_DEPTH || next() != '(') {
            throw broken();
        }
        String word = word();
        List<Object> items = new ArrayList<>();
        while (peek() != ')') {
            switch (peek()) {
                case ' ' -> at++;
                case '(' -> items.add(group(depth + 1));
                case '"' -> items.add(quoted());
                default -> items.add(word());
            }
        }
        at++;
        return new Group(word, items);
    }

    private String word() {
        int start = at;
        while (peek() != ' ' && peek() != '(' && peek() != ')') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder content = new StringBuilder();
        at++;
        while (peek() != '"') {
            char c = next();
            content.append(c == '\\' ? next() : c);
        }
        at++;
        return content.toString();
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken();
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private IllegalStateException broken() {
        return new IllegalStateException("a definition is broken at " + at + ": " + text);
    }
}
