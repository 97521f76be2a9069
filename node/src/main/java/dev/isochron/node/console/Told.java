package dev.isochron.node.console;

import java.util.Map;

/// An error or a notice, by the letters of its fields in the protocol.
public record Told(Map<Character, String> fields) {

    /// ERROR, FATAL, NOTICE ….
    public String severity() {
        return fields.getOrDefault('V', fields.getOrDefault('S', "ERROR"));
    }

    /// The SQLSTATE.
    public String state() {
        return fields.getOrDefault('C', "");
    }

    /// What happened.
    public String message() {
        return fields.getOrDefault('M', "");
    }

    /// Where in the statement, in characters from 1; 0 for nowhere.
    public int position() {
        return Integer.parseInt(fields.getOrDefault('P', "0"));
    }

    /// All of it for a person, with the line of the statement and a caret.
    public String text(String statement) {
        StringBuilder text = new StringBuilder(severity());
        text.append(":  ").append(message());
        if (!state().isEmpty() && severity().equals("ERROR")) {
            text.append("  (").append(state()).append(')');
        }
        if (position() > 0 && position() <= statement.length() + 1) {
            caret(text, statement);
        }
        add(text, "DETAIL", 'D');
        add(text, "HINT", 'H');
        add(text, "CONTEXT", 'W');
        return text.append('\n').toString();
    }

    private void caret(StringBuilder text, String statement) {
        int at = statement.offsetByCodePoints(0, position() - 1);
        int begin = statement.lastIndexOf('\n', at - 1) + 1;
        int end = statement.indexOf('\n', at);
        long number = statement.substring(0, begin).chars().filter(c -> c == '\n').count() + 1;
        String head = "LINE " + number + ": ";
        text.append('\n').append(head);
        text.append(statement, begin, end < 0 ? statement.length() : end).append('\n');
        text.append(" ".repeat(head.length() + at - begin)).append('^');
    }

    private void add(StringBuilder text, String label, char field) {
        if (fields.containsKey(field)) {
            text.append('\n').append(label).append(":  ").append(fields.get(field));
        }
    }
}
