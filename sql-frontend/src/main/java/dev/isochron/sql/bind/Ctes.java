package dev.isochron.sql.bind;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The common tables that can be named at a place.
final class Ctes {

    static final Ctes NONE = new Ctes(new TreeMap<>());

    private final SortedMap<String, Cte> byName;

    private Ctes(SortedMap<String, Cte> byName) {
        this.byName = byName;
    }

    /// A common table.
    ///
    /// @param id number of its subplan; below zero while it is being bound itself
    record Cte(String name, int id, List<OutColumn> columns) {
        Cte {
            columns = List.copyOf(columns);
        }

        boolean isOpen() {
            return id < 0;
        }
    }

    Ctes with(Cte cte) {
        TreeMap<String, Cte> more = new TreeMap<>(byName);
        more.put(cte.name(), cte);
        return new Ctes(more);
    }

    @Nullable Cte find(String name) {
        return byName.get(name);
    }
}
