package dev.isochron.sql.system;

import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.sql.syntax.Deparser;
import java.util.List;
import java.util.stream.Collectors;

/// Indexes as they would be declared.
final class IndexText {

    private IndexText() {}

    /// The whole statement.
    ///
    /// @param path schemas that need not be written
    static String of(Relations.Shown index, List<String> path) {
        String keys =
                index.keys().stream()
                        .map(key -> key(index, key))
                        .collect(Collectors.joining(", ", "(", ")"));
        String included =
                index.included().isEmpty()
                        ? ""
                        : " INCLUDE " + Constraints.names(index.included(), index.table());
        return "CREATE "
                + (index.unique() ? "UNIQUE " : "")
                + "INDEX "
                + Deparser.name(index.name())
                + " ON "
                + Names.shown(index.table(), path)
                + " USING btree "
                + keys
                + included;
    }

    /// One column of it, counted from 1.
    static String column(Relations.Shown index, int number) {
        return number <= index.keys().size()
                ? name(index, index.keys().get(number - 1))
                : Deparser.name(
                        index.table()
                                .column(index.included().get(number - 1 - index.keys().size()))
                                .name());
    }

    private static String name(Relations.Shown index, KeyColumn key) {
        return Deparser.name(index.table().column(key.column()).name());
    }

    private static String key(Relations.Shown index, KeyColumn key) {
        return name(index, key)
                + switch (key.order()) {
                    case ASC_NULLS_LAST -> "";
                    case ASC_NULLS_FIRST -> " NULLS FIRST";
                    case DESC_NULLS_FIRST -> " DESC";
                    case DESC_NULLS_LAST -> " DESC NULLS LAST";
                };
    }
}
