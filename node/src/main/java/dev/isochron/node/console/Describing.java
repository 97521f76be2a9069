package dev.isochron.node.console;

import java.util.List;

/// The queries behind `\d` and its kin, against the catalogs that PostgreSQL has, too.
final class Describing {

    private static final String OURS =
            "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'";

    private Describing() {}

    /// `\dt`, `\di`, `\ds`, `\dv`: what there is of a kind.
    ///
    /// @param kinds as in `pg_class.relkind`
    static String relations(List<String> kinds, String pattern) {
        String which = String.join(", ", kinds.stream().map(Describing::quoted).toList());
        return """
        SELECT n.nspname AS "Schema", c.relname AS "Name",
          CASE c.relkind WHEN 'r' THEN 'table' WHEN 'i' THEN 'index' WHEN 'v' THEN 'view'
            WHEN 'S' THEN 'sequence' ELSE c.relkind::text END AS "Type",
          t.relname AS "Table"
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
        LEFT JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
        WHERE c.relkind IN (%s) AND %s%s
        ORDER BY 1, 2\
        """
                .formatted(which, OURS, like("c.relname", pattern));
    }

    /// `\dn`.
    static String schemas(String pattern) {
        return "SELECT n.nspname AS \"Name\" FROM pg_catalog.pg_namespace n WHERE "
                + OURS
                + like("n.nspname", pattern)
                + " ORDER BY 1";
    }

    /// `\du`.
    static String roles() {
        return """
        SELECT rolname AS "Role", rolsuper AS "Superuser", rolcanlogin AS "May log in"
        FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1\
        """;
    }

    /// `\l`.
    static String databases() {
        return "SELECT datname AS \"Name\" FROM pg_catalog.pg_database ORDER BY 1";
    }

    /// `\d name`: the columns of a table.
    static String columns(String name) {
        return """
        SELECT a.attname AS "Column",
          pg_catalog.format_type(a.atttypid, a.atttypmod) AS "Type",
          CASE WHEN a.attnotnull THEN 'not null' ELSE '' END AS "Nullable",
          pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS "Default"
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_attrdef d
          ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE %s AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY n.nspname, a.attnum\
        """
                .formatted(named(name));
    }

    /// `\d name`: the indexes of a table.
    static String indexes(String name) {
        return """
        SELECT pg_catalog.pg_get_indexdef(i.indexrelid) AS "Indexes"
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE %s ORDER BY 1\
        """
                .formatted(named(name));
    }

    /// `\d name`: the constraints of a table that are no indexes.
    static String constraints(String name) {
        return """
        SELECT r.conname AS "Constraint",
          pg_catalog.pg_get_constraintdef(r.oid, true) AS "Definition"
        FROM pg_catalog.pg_constraint r
        JOIN pg_catalog.pg_class c ON c.oid = r.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE %s AND r.contype IN ('c', 'f') ORDER BY 1\
        """
                .formatted(named(name));
    }

    /// What may be completed: names of tables and columns.
    static String names() {
        return "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v') AND "
                + OURS
                + " UNION SELECT a.attname FROM pg_catalog.pg_attribute a"
                + " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE a.attnum > 0 AND c.relkind = 'r' AND "
                + OURS
                + " ORDER BY 1";
    }

    private static String named(String name) {
        int point = name.indexOf('.');
        return point < 0
                ? "c.relname = " + quoted(plain(name))
                : "n.nspname = "
                        + quoted(plain(name.substring(0, point)))
                        + " AND c.relname = "
                        + quoted(plain(name.substring(point + 1)));
    }

    private static String plain(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(java.util.Locale.ROOT);
    }

    private static String like(String column, String pattern) {
        if (pattern.isEmpty()) {
            return "";
        }
        String like = pattern.replace("\\", "\\\\").replace("_", "\\_").replace("*", "%");
        return " AND " + column + " LIKE " + quoted(like.replace("?", "_"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
