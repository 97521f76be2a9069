package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.TreeMap;

/// The prepared statements of a session; the unnamed one is replaced at will.
final class Shelf {
    /// More than any driver's cache; each costs a plan.
    private static final int MAX_STATEMENTS = 10_000;

    private static final long MAX_TEXT = 64L << 20;

    private final TreeMap<String, Prepared> byName = new TreeMap<>();
    private long text;

    void put(Prepared prepared) {
        String name = prepared.name();
        if (name.isEmpty()) {
            remove(name);
        } else if (byName.containsKey(name)) {
            throw SqlException.of(
                    SqlCode.DUPLICATE_PREPARED_STATEMENT,
                    "prepared statement \"" + name + "\" already exists");
        }
        if (byName.size() >= MAX_STATEMENTS || text + prepared.text().length() > MAX_TEXT) {
            throw SqlException.of(
                    SqlCode.CONFIGURATION_LIMIT_EXCEEDED,
                    "too many prepared statements in one session");
        }
        byName.put(name, prepared);
        text += prepared.text().length();
    }

    /// The statement of this name.
    Prepared named(String name) {
        Prepared prepared = byName.get(name);
        if (prepared == null) {
            throw SqlException.of(
                    SqlCode.INVALID_SQL_STATEMENT_NAME,
                    name.isEmpty()
                            ? "unnamed prepared statement does not exist"
                            : "prepared statement \"" + name + "\" does not exist");
        }
        return prepared;
    }

    void remove(String name) {
        Prepared gone = byName.remove(name);
        if (gone != null) {
            text -= gone.text().length();
        }
    }

    void clear() {
        byName.clear();
        text = 0;
    }
}
