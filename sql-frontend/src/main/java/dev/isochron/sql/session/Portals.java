package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The portals of a session, by name. They live until the end of their transaction.
final class Portals {
    private static final int MAX_PORTALS = 1000;

    private final TreeMap<String, Portal> byName = new TreeMap<>();
    private @Nullable Portal unnamed;

    void put(Portal portal) {
        String name = portal.name();
        if (name.isEmpty()) {
            close(name);
            unnamed = portal;
            return;
        }
        if (byName.containsKey(name)) {
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
        Portal portal = name.isEmpty() ? unnamed : byName.get(name);
        if (portal == null) {
            throw SqlException.of(
                    SqlCode.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    boolean has(String name) {
        return name.isEmpty() ? unnamed != null : byName.containsKey(name);
    }

    void close(String name) {
        Portal gone = name.isEmpty() ? unnamed : byName.remove(name);
        if (name.isEmpty()) {
            unnamed = null;
        }
        if (gone != null) {
            gone.close();
        }
    }

    void clear() {
        close("");
        if (!byName.isEmpty()) {
            byName.values().forEach(Portal::close);
            byName.clear();
        }
    }
}
