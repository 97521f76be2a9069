package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.TreeMap;

/// The portals of a session, by name. They live until the end of their transaction.
final class Portals {
    private static final int MAX_PORTALS = 1000;

    private final TreeMap<String, Portal> byName = new TreeMap<>();

    void put(Portal portal) {
        String name = portal.name();
        if (name.isEmpty()) {
            close(name);
        } else if (byName.containsKey(name)) {
            throw SqlException.of(
                    SqlCode.DUPLICATE_CURSOR, "cursor \"" + name + "\" already exists");
        }
        if (byName.size() >= MAX_PORTALS) {
            throw SqlException.of(
                    SqlCode.CONFIGURATION_LIMIT_EXCEEDED, "too many portals in one session");
        }
        byName.put(name, portal);
    }

    Portal named(String name) {
        Portal portal = byName.get(name);
        if (portal == null) {
            throw SqlException.of(
                    SqlCode.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    void close(String name) {
        Portal gone = byName.remove(name);
        if (gone != null) {
            gone.close();
        }
    }

    void clear() {
        if (!byName.isEmpty()) {
            byName.values().forEach(Portal::close);
            byName.clear();
        }
    }
}
