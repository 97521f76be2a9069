package dev.isochron.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The schemas that a `search_path` names.
final class SearchPath {

    private SearchPath() {}

    /// In order; `"$user"` is the user's own.
    static List<String> of(String text, String user) {
        List<String> schemas = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ',' || Character.isWhitespace(c)) {
                at++;
            } else if (c == '"') {
                StringBuilder name = new StringBuilder();
                at = quoted(text, at + 1, name);
                schemas.add(name.toString().equals("$user") ? user : name.toString());
            } else {
                int end = at;
                while (end < text.length() && text.charAt(end) != ',') {
                    end++;
                }
                schemas.add(text.substring(at, end).strip().toLowerCase(Locale.ROOT));
                at = end;
            }
        }
        schemas.removeIf(String::isEmpty);
        return schemas;
    }

    /// Reads up to the closing quote; two are one.
    private static int quoted(String text, int from, StringBuilder name) {
        int at = from;
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                name.append(text.charAt(at));
                at++;
            } else if (text.startsWith("\"\"", at)) {
                name.append('"');
                at += 2;
            } else {
                return at + 1;
            }
        }
        return at;
    }
}
