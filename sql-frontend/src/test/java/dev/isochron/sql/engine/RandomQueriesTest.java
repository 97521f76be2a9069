package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.logic.LogicFile;
import dev.isochron.sql.oracle.Postgres;
import dev.isochron.sql.oracle.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Queries from a seed give the same rows here and in PostgreSQL 15. `-Dseed` and `-Drounds` choose
/// others.
class RandomQueriesTest {

    private static final long SEED = Long.getLong("seed", 15);
    private static final int ROUNDS = Integer.getInteger("rounds", 400);

    @Test
    void queriesFromASeedGiveTheSameRows() throws IOException {
        List<String> differences = new ArrayList<>();
        RandomQueries queries = new RandomQueries(SEED);
        try (Wire postgres = Postgres.connect()) {
            Console ours = Console.open();
            postgres.ask("create schema logic_random; set search_path to logic_random");
            for (String statement : queries.tables()) {
                postgres.ask(statement);
                ours.ask(statement);
            }
            ours.ask("analyze");
            for (int i = 0; i < ROUNDS; i++) {
                String query = queries.next();
                if (i % 2 == 0) {
                    // The second makes a plan that knows no values, and the query is run by it.
                    ours.shares(query);
                    ours.shares(query);
                }
                String wanted = shown(postgres::ask, query);
                String came = shown(ours::ask, query);
                if (!wanted.equals(came)) {
                    differences.add(query + "\n--- PostgreSQL\n" + wanted + "\n--- ours\n" + came);
                }
            }
            postgres.ask("drop schema logic_random cascade");
        }
        String head = "seed " + SEED + ": " + differences.size() + " of " + ROUNDS + "\n";
        assertEquals("", differences.isEmpty() ? "" : head + String.join("\n\n", differences));
    }

    private static String shown(LogicFile.Asked system, String query) throws IOException {
        return switch (system.ask(query).getLast()) {
            case Wire.Outcome.Failed failed -> failed.state() + " " + failed.message();
            case Wire.Outcome.Done(var columns, var rows, _) -> {
                List<String> lines = new ArrayList<>();
                rows.forEach(row -> lines.add(row.toString()));
                if (!query.contains(" limit ")) {
                    lines.sort(Comparator.naturalOrder());
                }
                yield columns + "\n" + String.join("\n", lines);
            }
        };
    }
}
