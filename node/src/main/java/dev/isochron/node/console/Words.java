package dev.isochron.node.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/// What may follow: words of the language, commands, and the names that the catalog knows.
final class Words implements Completer {

    private static final List<String> LANGUAGE =
            List.of(
                    """
                    SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET JOIN LEFT RIGHT FULL INNER
                    CROSS ON USING AS AND OR NOT IN IS NULL LIKE ILIKE BETWEEN EXISTS DISTINCT
                    UNION INTERSECT EXCEPT ALL WITH VALUES INSERT INTO UPDATE SET DELETE RETURNING
                    CONFLICT DO NOTHING CREATE TABLE INDEX UNIQUE SEQUENCE SCHEMA DATABASE USER
                    ALTER ADD DROP COLUMN CONSTRAINT PRIMARY KEY FOREIGN REFERENCES DEFAULT CHECK
                    CASCADE TRUNCATE INTERLEAVE PARENT BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE
                    TRANSACTION ISOLATION LEVEL READ ONLY WRITE SHOW SHARDS JOBS NODES EXPLAIN
                    ANALYZE COPY STDIN STDOUT SYSTEM TIME CASE WHEN THEN ELSE END ASC DESC\
                    """
                            .split("\\s+"));

    private static final List<String> COMMANDS =
            List.of(
                    """
                    \\d \\dt \\di \\ds \\dv \\dn \\du \\l \\c \\conninfo \\x \\format \\timing
                    \\watch \\i \\? \\q\
                    """
                            .split("\\s+"));

    private volatile List<String> names = List.of();

    /// Asks the catalog for its names; without an answer the old ones stay.
    void learn(Desk desk) throws IOException {
        if (desk.line().isBroken() || desk.line().status() != 'I') {
            return;
        }
        Gathering gathering = new Gathering();
        desk.line().run(Describing.names(), gathering);
        if (gathering.well) {
            names = List.copyOf(gathering.found);
        }
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word = line.word();
        if (word.startsWith("\\")) {
            add(COMMANDS, word, candidates);
            return;
        }
        add(names, word, candidates);
        boolean upper = !word.isEmpty() && word.equals(word.toUpperCase(Locale.ROOT));
        List<String> language =
                upper
                        ? LANGUAGE
                        : LANGUAGE.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        add(language, word, candidates);
    }

    private static void add(List<String> all, String word, List<Candidate> candidates) {
        for (String each : all) {
            if (each.startsWith(word)) {
                candidates.add(new Candidate(each));
            }
        }
    }

    /// Takes names, and keeps errors to itself.
    private static final class Gathering implements Listener {

        private final List<String> found = new ArrayList<>();
        private boolean well = true;

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(List<@Nullable String> values) {
            String name = values.getFirst();
            if (name != null) {
                found.add(name);
            }
        }

        @Override
        public void done(String tag) {}

        @Override
        public void failed(Told error) {
            well = false;
        }

        @Override
        public void notice(Told notice) {}

        @Override
        public byte @Nullable [] copyIn() {
            return null;
        }

        @Override
        public void copyOut(byte[] piece) {}
    }
}
