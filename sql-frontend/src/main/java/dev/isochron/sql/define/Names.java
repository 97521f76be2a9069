package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Names that nobody gave, and those that are taken.
final class Names {

    /// Schemas that are there without being in the catalog.
    private static final List<String> RESERVED =
            List.of("isochron", "system", "information_schema");

    /// PostgreSQL's limit, in bytes.
    private static final int MAX_BYTES = 63;

    private Names() {}

    /// The schema in which something of this name is made.
    static String schema(QualifiedName name, Work work) {
        String written = name.schema();
        if (written != null) {
            if (work.image().schema(written).isEmpty()) {
                throw SqlException.at(
                        name.position(),
                        SqlCode.INVALID_SCHEMA_NAME,
                        "schema \"" + written + "\" does not exist");
            }
            return written;
        }
        for (String schema : work.tables().path()) {
            if (work.image().schema(schema).isPresent()) {
                return schema;
            }
        }
        throw SqlException.at(
                name.position(),
                SqlCode.INVALID_SCHEMA_NAME,
                "no schema has been selected to create in");
    }

    /// What a name stands for, in its schema or along the path.
    static Optional<CatalogImage.Relation> relation(QualifiedName name, Work work) {
        String written = name.schema();
        if (written != null) {
            return work.image().relation(written, name.text());
        }
        for (String schema : work.tables().path()) {
            Optional<CatalogImage.Relation> found = work.image().relation(schema, name.text());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The table of a name.
    static CatalogTable table(QualifiedName name, Work work) {
        return switch (relation(name, work).orElse(null)) {
            case CatalogImage.Relation.OfTable(CatalogTable table) -> table;
            case null -> throw missing(name);
            default ->
                    throw SqlException.at(
                            name.position(),
                            SqlCode.WRONG_OBJECT_TYPE,
                            "\"" + name.text() + "\" is not a table");
        };
    }

    static SqlException missing(QualifiedName name) {
        return SqlException.at(
                name.position(),
                SqlCode.UNDEFINED_TABLE,
                "relation \"" + name + "\" does not exist");
    }

    static SqlException taken(String name) {
        return SqlException.of(SqlCode.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }

    /// Refuses names of schemas that are the system's.
    static void requireFree(Name schema) {
        String name = schema.text();
        if (name.startsWith("pg_") || RESERVED.contains(name)) {
            throw SqlError.of(SqlCode.RESERVED_NAME, "unacceptable schema name \"" + name + "\"")
                    .withDetail("The name is reserved for system schemas.")
                    .exception();
        }
    }

    /// What is said of a thing that is not there, and need not be.
    ///
    /// @param message why nothing is done
    static SqlError skipped(String message) {
        return SqlError.of(SqlCode.SUCCESSFUL_COMPLETION, message + ", skipping");
    }

    /// Says that something is there already, which is well.
    static void there(String name, Work work) {
        work.notice(
                SqlError.of(
                        SqlCode.DUPLICATE_TABLE,
                        "relation \"" + name + "\" already exists, skipping"));
    }

    /// `table_columns_suffix`, shortened to fit, with a number if it is taken.
    ///
    /// @param also names that are taken but not in the image yet
    static String made(
            String schema,
            String table,
            List<String> columns,
            String suffix,
            Work work,
            Set<String> also) {
        String middle = String.join("_", columns);
        for (int n = 0; ; n++) {
            String end = "_" + suffix + (n == 0 ? "" : Integer.toString(n));
            String name = fitted(table, middle, MAX_BYTES - end.length()) + end;
            if (!also.contains(name) && work.image().relation(schema, name).isEmpty()) {
                also.add(name);
                return name;
            }
        }
    }

    /// Both, of which the longer gives way.
    private static String fitted(String table, String columns, int bytes) {
        int room = bytes - (columns.isEmpty() ? 0 : 1);
        String left = table;
        String right = columns;
        while (size(left) + size(right) > room) {
            if (size(left) > size(right)) {
                left = shorter(left);
            } else {
                right = shorter(right);
            }
        }
        return right.isEmpty() ? left : left + "_" + right;
    }

    private static String shorter(String text) {
        return text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
