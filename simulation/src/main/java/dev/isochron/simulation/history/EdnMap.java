package dev.isochron.simulation.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the small part of EDN that histories are written in: one map from keywords to numbers,
/// keywords, nil and vectors of these. A keyword is read as its text with the colon.
final class EdnMap {

    /// What `nil` is read as.
    static final Object NIL = "nil";

    /// Vectors in vectors: steps in a value, a list in a step.
    private static final int MAX_DEPTH = 8;

    private final String text;
    private int at;

    EdnMap(String text) {
        this.text = text;
    }

    Map<String, Object> read() {
        expect('{');
        Map<String, Object> fields = new LinkedHashMap<>();
        while (peek() != '}') {
            String name = String.valueOf(element(0));
            fields.put(name, element(0));
        }
        expect('}');
        if (peek() != 0) {
            throw wrong("nothing more");
        }
        return fields;
    }

    private Object element(int depth) {
        char next = peek();
        if (next == '[' && depth < MAX_DEPTH) {
            return vector(depth + 1);
        }
        int start = at;
        while (at < text.length() && " ,[]{}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String token = text.substring(start, at);
        if ((token.startsWith(":") && token.length() > 1) || token.equals(NIL)) {
            return token;
        }
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("a number, a keyword, nil or a vector");
        }
    }

    private List<Object> vector(int depth) {
        expect('[');
        List<Object> elements = new ArrayList<>();
        while (peek() != ']') {
            elements.add(element(depth));
        }
        expect(']');
        return elements;
    }

    /// The next character that means something; 0 at the end.
    private char peek() {
        while (at < text.length() && " ,\t\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "'");
        }
        at++;
    }

    private MalformedHistory wrong(String wanted) {
        return new MalformedHistory("column " + (at + 1) + ": expected " + wanted);
    }
}
