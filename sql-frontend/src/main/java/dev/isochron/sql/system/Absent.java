package dev.isochron.sql.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Tables for what there is none of here. Clients ask them along with others.
///
/// `relations.txt` has them with all their columns: schema, name and number, then the columns.
final class Absent {

    static final List<SystemTable> TABLES = read();

    private Absent() {}

    private static List<SystemTable> read() {
        List<SystemTable> tables = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String head = lines.get(i);
            int point = head.indexOf('.');
            int blank = head.indexOf(' ');
            tables.add(
                    new SystemTable(
                            head.substring(0, point),
                            head.substring(point + 1, blank),
                            Integer.parseInt(head.substring(blank + 1)),
                            Shape.of(lines.get(i + 1).strip()),
                            maker(head.substring(point + 1, blank))));
        }
        return List.copyOf(tables);
    }

    /// A few have rows all the same.
    private static SystemTable.Maker maker(String name) {
        return switch (name) {
            case "pg_proc" -> Callables::make;
            case "pg_language" -> Callables::languages;
            case "pg_depend" -> Owners::make;
            case "pg_stats" -> ColumnStatistics::make;
            case "pg_stat_user_tables", "pg_stat_all_tables" -> ColumnStatistics::tables;
            case "pg_stat_activity" -> Owners::sessions;
            default -> _ -> {};
        };
    }

    private static List<String> lines() {
        try (InputStream in = Absent.class.getResourceAsStream("relations.txt")) {
            if (in == null) {
                throw new IllegalStateException("relations.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
