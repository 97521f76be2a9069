package dev.isochron.sql.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.SQLDialect;

/// A dialect that statements can be translated from.
public enum ForeignDialect {
    DUCKDB(SQLDialect.DUCKDB, false),
    FIREBIRD(SQLDialect.FIREBIRD, false),
    H2(SQLDialect.H2, false),
    HSQLDB(SQLDialect.HSQLDB, false),
    MARIADB(SQLDialect.MARIADB, true),
    MYSQL(SQLDialect.MYSQL, true),
    SQLITE(SQLDialect.SQLITE, false),
    TRINO(SQLDialect.TRINO, false);

    /// What `sql_dialect` is when nothing is translated.
    public static final String OWN = "postgres";

    /// Databases that jOOQ reads in its commercial editions only.
    private static final List<String> SOLD =
            List.of("oracle", "sqlserver", "db2", "teradata", "snowflake", "sybase", "informix");

    private final SQLDialect parsed;
    private final boolean ofMysql;

    ForeignDialect(SQLDialect parsed, boolean ofMysql) {
        this.parsed = parsed;
        this.ofMysql = ofMysql;
    }

    /// The dialect of this name, in whatever case.
    public static Optional<ForeignDialect> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /// Whether it is a database's that only paid editions of the translator read.
    public static boolean isSold(String name) {
        return SOLD.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    /// All names, for a hint.
    public static String names() {
        return Arrays.stream(values())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    SQLDialect parsed() {
        return parsed;
    }

    /// Whether strings have backslashes, `#` begins a comment and quotes are strings.
    boolean isOfMysql() {
        return ofMysql;
    }

    /// Whether names mean the same in any case even if they are quoted.
    boolean ignoresCase() {
        return ofMysql || this == SQLITE;
    }
}
