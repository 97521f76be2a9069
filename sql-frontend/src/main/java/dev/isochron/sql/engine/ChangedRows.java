package dev.isochron.sql.engine;

import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.RowCounts;
import dev.isochron.sql.catalog.TableStatistics;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How many rows of which tables were changed through this gateway since somebody counted them.
///
/// Counting costs reads, and makes all gateways choose plans anew, so it has to be worth it: the
/// numbers are PostgreSQL's own (autovacuum_analyze_threshold, autovacuum_analyze_scale_factor and
/// autovacuum_naptime).
final class ChangedRows {

    /// Tables that are watched. Those beyond are counted by whoever says ANALYZE.
    private static final int MAX_TABLES = 10_000;

    private static final double THRESHOLD = 50;
    private static final double SCALE_FACTOR = 0.1;

    /// A table that nobody counted yet is being loaded, perhaps; another load may follow at once.
    private static final long FIRST_MICROS = 1_000_000;

    /// Plans of a table that was counted are right in the main.
    private static final long AGAIN_MICROS = 60_000_000;

    private final TreeMap<Place, Entry> entries = new TreeMap<>();

    /// A table, by its database's number and its own.
    private record Place(int database, int table) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::database).thenComparingInt(Place::table);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /// What is known of a table.
    private static final class Entry {
        private final CatalogDatabase database;
        private long version = -1;
        private long stamp = -1;
        private @Nullable TableStatistics counted;
        private long rows;

        /// Since when it has been known that it is to be counted; empty if it is not.
        private Optional<Long> sinceMicros = Optional.empty();

        private Entry(CatalogDatabase database) {
            this.database = database;
        }

        /// Begins anew if somebody counted the rows, or they were taken away as a whole.
        void adopt(ImageTables.Known known, int table) {
            CatalogImage image = known.image();
            long newStamp = known.statistics().stamp();
            boolean isNews = image.version() > version || newStamp > stamp;
            if (!isNews || image.version() < version || newStamp < stamp) {
                return;
            }
            version = image.version();
            stamp = newStamp;
            TableStatistics now = image.table(table).flatMap(known.statistics()::of).orElse(null);
            if (!Objects.equals(now, counted)) {
                counted = now;
                rows = 0;
                sinceMicros = Optional.empty();
            }
        }

        boolean isOver() {
            return rows > THRESHOLD + SCALE_FACTOR * (counted == null ? 0 : counted.rows());
        }

        long patienceMicros() {
            return counted == null ? FIRST_MICROS : AGAIN_MICROS;
        }
    }

    /// A table that is to be counted.
    ///
    /// @param rows that were changed up to now
    record Due(CatalogDatabase database, CatalogTable table, long rows) {
        private Place place() {
            return new Place(database.oid(), table.oid());
        }
    }

    /// Rows were changed.
    ///
    /// @param changed how many, by table
    synchronized void add(ImageTables.Known known, SortedMap<Integer, Long> changed) {
        CatalogDatabase database = known.image().database();
        changed.forEach((table, rows) -> {
            Place place = new Place(database.oid(), table);
            Entry entry = entries.get(place);
            if (entry == null && entries.size() < MAX_TABLES) {
                entry = new Entry(database);
                entries.put(place, entry);
            }
            if (entry != null) {
                entry.adopt(known, table);
                entry.rows += rows;
            }
        });
    }

    /// How many rows of a table were changed since it was counted.
    private synchronized long of(ImageTables.Known known, int table) {
        Entry entry = entries.get(new Place(known.image().database().oid(), table));
        if (entry == null) {
            return 0;
        }
        entry.adopt(known, table);
        return entry.rows;
    }

    /// What can be said of the tables of an image.
    RowCounts counts(Supplier<ImageTables.Known> known) {
        return new RowCounts() {
            @Override
            public Optional<TableStatistics> of(CatalogTable table) {
                return known.get().statistics().of(table);
            }

            @Override
            public long changed(CatalogTable table) {
                return ChangedRows.this.of(known.get(), table.oid());
            }
        };
    }

    /// The table that has waited longest to be counted, if one has waited long enough.
    ///
    /// @param newest what is known of a database; none if that is gone
    synchronized Optional<Due> due(
            long nowMicros, Function<CatalogDatabase, Optional<ImageTables.Known>> newest) {
        Optional<Due> longest = Optional.empty();
        long longestSince = Long.MAX_VALUE;
        var each = entries.entrySet().iterator();
        while (each.hasNext()) {
            var next = each.next();
            int oid = next.getKey().table();
            Entry entry = next.getValue();
            Optional<ImageTables.Known> known = newest.apply(entry.database);
            Optional<CatalogTable> table = known.flatMap(now -> now.image().table(oid));
            if (known.isEmpty() || table.isEmpty()) {
                each.remove();
                continue;
            }
            entry.adopt(known.get(), oid);
            if (!entry.isOver()) {
                continue;
            }
            long since = entry.sinceMicros.orElse(nowMicros);
            entry.sinceMicros = Optional.of(since);
            if (nowMicros - since >= entry.patienceMicros() && since < longestSince) {
                longestSince = since;
                longest = Optional.of(new Due(entry.database, table.get(), entry.rows));
            }
        }
        return longest;
    }

    /// Somebody begins to count a table; if that fails, others come first.
    synchronized void begun(Due due, long nowMicros) {
        Entry entry = entries.get(due.place());
        if (entry != null) {
            entry.sinceMicros = Optional.of(nowMicros);
        }
    }

    /// A table was counted, which may have found what was known before.
    synchronized void counted(Due due, ImageTables.Known known) {
        Entry entry = entries.get(due.place());
        if (entry != null) {
            entry.adopt(known, due.table().oid());
            entry.rows = Math.max(0, entry.rows - due.rows());
            entry.sinceMicros = Optional.empty();
        }
    }
}
