package dev.isochron.sql.logic;

import java.util.ArrayList;
import java.util.List;

/// One statement of a file with what it comes to.
///
/// @param notes comments and `skipif` lines before it, as they are
/// @param header its kind and what it is to come to
/// @param sql the statement
/// @param result what stands below `----`
/// @param line where it begins in the file, from 1
record Block(List<String> notes, String header, String sql, List<String> result, int line) {

    private static final String RULE = "----";

    /// The blocks of a file.
    static List<Block> read(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (int i = 0; i <= lines.size(); i++) {
            if (i < lines.size() && !lines.get(i).isEmpty()) {
                part.add(lines.get(i));
            } else if (!part.isEmpty()) {
                blocks.add(of(part, i + 1 - part.size()));
                part.clear();
            }
        }
        return blocks;
    }

    private static Block of(List<String> lines, int line) {
        int head = 0;
        while (head < lines.size() && isNote(lines.get(head))) {
            head++;
        }
        List<String> notes = List.copyOf(lines.subList(0, head));
        if (head == lines.size()) {
            return new Block(notes, "", "", List.of(), line);
        }
        int rule = lines.indexOf(RULE);
        int end = rule < 0 ? lines.size() : rule;
        String sql = String.join("\n", lines.subList(head + 1, end));
        List<String> result =
                rule < 0 ? List.of() : List.copyOf(lines.subList(rule + 1, lines.size()));
        return new Block(notes, lines.get(head), sql, result, line);
    }

    private static boolean isNote(String line) {
        return line.startsWith("#") || line.startsWith("skipif ");
    }

    /// Whether it is left out there.
    boolean isSkippedBy(String system) {
        return sql.isEmpty() || notes.contains("skipif " + system);
    }

    /// Whether the order of rows does not matter.
    boolean isSorted() {
        return header.equals("query sorted");
    }

    /// Whether it tells all that is said of an error.
    boolean tellsError() {
        return header.equals("error") || isAnywhere();
    }

    /// Whether it does not matter where the error is said to be.
    boolean isAnywhere() {
        return header.equals("error anywhere");
    }

    /// The same with what it came to.
    Block with(String newHeader, List<String> newResult) {
        return new Block(notes, newHeader, sql, newResult, line);
    }

    /// As it stands in a file, with a line break at its end.
    String text() {
        List<String> lines = new ArrayList<>(notes);
        if (!sql.isEmpty()) {
            lines.add(header);
            lines.add(sql);
        }
        if (header.startsWith("query") || tellsError()) {
            lines.add(RULE);
            lines.addAll(result);
        }
        return String.join("\n", lines) + "\n";
    }
}
