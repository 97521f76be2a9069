package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a startup packet says beside user and database: settings, and `options` as for a command
/// line: `-c name=value`, `--name=value`, with backslashes before blanks.
public final class StartOptions {
    private static final String OPTIONS = "options";

    private StartOptions() {}

    /// All settings by name; those of the packet itself count more than those in `options`.
    ///
    /// @throws SqlException if an option is none
    public static Map<String, String> of(Map<String, String> packet) {
        Map<String, String> settings = new LinkedHashMap<>();
        String options = packet.get(OPTIONS);
        if (options != null) {
            read(words(options), settings);
        }
        packet.forEach((name, value) -> {
            if (!name.equals(OPTIONS)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static void read(List<String> words, Map<String, String> settings) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-c") && i + 1 < words.size()) {
                i++;
                assign(words.get(i), settings);
            } else if (word.startsWith("-c") || word.startsWith("--")) {
                assign(word.substring(2), settings);
            } else {
                throw invalid(word);
            }
        }
    }

    private static void assign(String word, Map<String, String> settings) {
        int equals = word.indexOf('=');
        if (equals < 1) {
            throw invalid(word);
        }
        settings.put(word.substring(0, equals).replace('-', '_'), word.substring(equals + 1));
    }

    private static SqlException invalid(String word) {
        return SqlException.of(
                SqlCode.SYNTAX_ERROR, "invalid command-line argument for server process: " + word);
    }

    private static List<String> words(String options) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < options.length(); i++) {
            char c = options.charAt(i);
            if (c == '\\' && i + 1 < options.length()) {
                i++;
                word.append(options.charAt(i));
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
