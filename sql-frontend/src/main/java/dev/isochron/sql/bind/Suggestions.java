package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody may have meant who named what is not there: PostgreSQL's guesses.
final class Suggestions {

    /// More letters than these are never wrong by mistake.
    private static final int MOST = 3;

    private final Scope scope;

    Suggestions(Scope scope) {
        this.scope = scope;
    }

    /// No such table: perhaps it has another name here.
    SqlException noTable(Name name, int position) {
        for (Scope each = scope; each != null; each = each.frame().around()) {
            for (Relation relation : each.relations()) {
                if (name.text().equals(relation.origin()) && !relation.name().isEmpty()) {
                    return SqlError.of(
                                    SqlCode.UNDEFINED_TABLE,
                                    "invalid reference to FROM-clause entry for table \"%s\""
                                            .formatted(name.text()))
                            .withPosition(position)
                            .withHint(
                                    "Perhaps you meant to reference the table alias \"%s\"."
                                            .formatted(relation.name()))
                            .exception();
                }
            }
        }
        return SqlException.at(position, SqlCode.UNDEFINED_TABLE, missing(name.text()));
    }

    /// What is said of a table that nothing is called.
    static String missing(String table) {
        return "missing FROM-clause entry for table \"" + table + "\"";
    }

    /// No such column: perhaps one is called nearly so.
    SqlException noColumn(List<Name> names, int position) {
        String name = names.getLast().text();
        if (names.size() == 1 && scope.nearest(names.getFirst()) != null) {
            return SqlException.unsupported(position, "whole rows here are");
        }
        String written =
                names.size() == 1
                        ? "\"" + name + "\""
                        : names.get(names.size() - 2).text() + "." + name;
        SqlError error =
                SqlError.of(SqlCode.UNDEFINED_COLUMN, "column " + written + " does not exist")
                        .withPosition(position);
        String table = names.size() == 1 ? null : names.get(names.size() - 2).text();
        List<String> near = near(name, table);
        if (near.isEmpty()) {
            return error.exception();
        }
        return error.withHint(
                        "Perhaps you meant to reference the "
                                + near.stream()
                                        .map(column -> "column \"" + column + "\"")
                                        .collect(Collectors.joining(" or the "))
                                + ".")
                .exception();
    }

    /// The nearest columns, two at most: more are none.
    private List<String> near(String name, @Nullable String table) {
        List<String> nearest = new ArrayList<>();
        int best = MOST + 1;
        for (Scope each = scope; each != null; each = each.frame().around()) {
            for (Relation relation : each.relations()) {
                int off = table == null ? 0 : distance(table, relation.name());
                for (Relation.Field field : relation.fields()) {
                    int letters = distance(name, field.name());
                    if (letters > name.length() / 2 || off + letters > best) {
                        continue;
                    }
                    if (off + letters < best) {
                        best = off + letters;
                        nearest.clear();
                    }
                    nearest.add(relation.name() + "." + field.name());
                }
            }
        }
        return nearest.size() > 2 ? List.of() : nearest;
    }

    /// How many letters are wrong, missing or too many.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MOST) {
            return MOST + 1;
        }
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
