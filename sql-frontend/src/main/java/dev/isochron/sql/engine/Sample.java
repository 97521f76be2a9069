package dev.isochron.sql.engine;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.TableStatistics.OfColumn;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.run.Budget;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Some rows of a table, and what they say of all: a small table as a whole, of a large one runs of
/// rows from places that are equally far from each other between its first key and its last.
final class Sample {

    /// So many rows are looked at.
    static final int ROWS = 30_000;

    private static final int RUNS = 60;
    private static final int RUN = ROWS / RUNS;
    private static final int PAGE = 1000;

    /// Bytes after those that all keys begin with, by which places between them are computed.
    private static final int STEPPED = 6;

    /// So much room the rows take at most; of wide ones fewer are looked at.
    private static final long BYTES = 64 << 20;

    private static final int COMMON = 10;
    private static final int BOUNDS = 32;

    /// A common value is at least so many times as frequent as one is on average.
    private static final double COMMON_TIMES = 1.25;

    /// Longer values are not kept.
    private static final int MAX_TEXT = 64;

    /// Of more columns only nulls and numbers of values are kept.
    private static final int COLUMNS_WITH_VALUES = 100;

    private final TableAccess table;
    private final double all;
    private final Collection<Value[]> rows;

    private Sample(TableAccess table, double all, Collection<Value[]> rows) {
        this.table = table;
        this.all = all;
        this.rows = rows;
    }

    /// A sample of a table.
    ///
    /// @param all how many rows it has
    /// @param check called now and then; may end the whole
    static Sample of(TableAccess table, StoredReader reader, double all, Runnable check) {
        Taking taking = new Taking(table, reader, check);
        Span span = table.withPrefix(List.of());
        if (all <= ROWS) {
            taking.read(span, ROWS, BYTES);
        } else {
            for (Key from : places(reader, span)) {
                taking.read(new Span(from, span.until()), RUN, BYTES / RUNS);
            }
        }
        return new Sample(table, Math.max(all, taking.rows.size()), taking.rows.values());
    }

    /// Reads rows, each once.
    private static final class Taking {
        private final TableAccess table;
        private final StoredReader reader;
        private final Runnable check;
        private final SortedMap<Key, Value[]> rows = new TreeMap<>();

        Taking(TableAccess table, StoredReader reader, Runnable check) {
            this.table = table;
            this.reader = reader;
            this.check = check;
        }

        void read(Span span, int most, long mostBytes) {
            Wanted wanted = Wanted.all(table.width());
            Optional<Span> rest = Optional.of(span);
            long bytes = 0;
            for (int left = most; rest.isPresent() && left > 0 && bytes < mostBytes; ) {
                check.run();
                StoredPage page =
                        reader.page(
                                rest.get(), Direction.FORWARD, Math.min(PAGE, left), Locks.SHARED);
                for (Stored stored : page.rows()) {
                    if (table.owns(stored.key())) {
                        Value[] row = table.decode(stored.key(), stored.row(), wanted);
                        rows.put(stored.key(), row);
                        bytes += Budget.of(row);
                    }
                }
                left -= Math.max(1, page.rows().size());
                rest = page.rest();
            }
        }
    }

    /// Where runs of rows begin.
    private static List<Key> places(StoredReader reader, Span span) {
        StoredPage first = reader.page(span, Direction.FORWARD, 1, Locks.SHARED);
        StoredPage last = reader.page(span, Direction.REVERSE, 1, Locks.SHARED);
        if (first.rows().isEmpty() || last.rows().isEmpty()) {
            return List.of(span.from());
        }
        Key low = first.rows().getFirst().key();
        Key high = last.rows().getFirst().key();
        int same = 0;
        while (same < Math.min(low.length(), high.length())
                && low.byteAt(same) == high.byteAt(same)) {
            same++;
        }
        long from = number(low, same);
        long until = number(high, same);
        List<Key> places = new ArrayList<>();
        places.add(low);
        for (int i = 1; i < RUNS; i++) {
            places.add(key(low.prefix(same), from + (until - from) / RUNS * i));
        }
        return places;
    }

    private static long number(Key key, int at) {
        long number = 0;
        for (int i = at; i < at + STEPPED; i++) {
            number = (number << Byte.SIZE) | (i < key.length() ? key.byteAt(i) : 0);
        }
        return number;
    }

    private static Key key(Key prefix, long number) {
        byte[] bytes = new byte[prefix.length() + STEPPED];
        prefix.copyInto(bytes, 0);
        for (int i = 0; i < STEPPED; i++) {
            bytes[prefix.length() + i] = (byte) (number >>> (Byte.SIZE * (STEPPED - 1 - i)));
        }
        return Key.of(bytes, 0, Math.min(bytes.length, Key.MAX_BYTES));
    }

    /// What it says of each column.
    List<OfColumn> columns() {
        List<OfColumn> columns = new ArrayList<>();
        for (int place = 0; place < table.width(); place++) {
            CatalogColumn column = table.table().columns().get(place);
            if (!column.hidden()) {
                columns.add(column(column, place));
            }
        }
        return columns;
    }

    private OfColumn column(CatalogColumn column, int place) {
        TreeMap<Value, Integer> counts = new TreeMap<>(ValueOrder::compare);
        int nulls = 0;
        long width = 0;
        for (Value[] row : rows) {
            if (row[place].isNull()) {
                nulls++;
            } else {
                counts.merge(row[place], 1, Integer::sum);
                width += text(row[place], column.type()).length();
            }
        }
        int present = rows.size() - nulls;
        double nullPart = rows.isEmpty() ? 0 : (double) nulls / rows.size();
        double distinct = distinct(counts.values(), present, all * (1 - nullPart));
        boolean isOrdered =
                place < COLUMNS_WITH_VALUES
                        && !column.type().isArray()
                        && !column.type().is(TypeId.JSON)
                        && !column.type().is(TypeId.JSONB);
        Kept kept = isOrdered ? kept(counts, present, distinct, column.type()) : Kept.NOTHING;
        return new OfColumn(
                column.id(),
                nullPart,
                distinct,
                present == 0 ? 0 : (int) (width / present),
                kept.common,
                kept.frequencies,
                kept.bounds);
    }

    private static String text(Value value, SqlType type) {
        return TextFormat.write(value, type, FormatSettings.DEFAULT);
    }

    /// How many different values all rows have: the estimator of Haas and Stokes (1998), which
    /// looks at how many values came once.
    ///
    /// @param n how many values were seen
    /// @param of how many there are
    private static double distinct(Collection<Integer> counts, double n, double of) {
        double found = counts.size();
        if (n >= of || found == 0) {
            return Math.max(1, found);
        }
        double once = counts.stream().filter(count -> count == 1).count();
        double estimate = n * found / (n - once + once * n / of);
        return Math.max(found, Math.min(of, estimate));
    }

    private record Kept(List<String> common, List<Double> frequencies, List<String> bounds) {
        private static final Kept NOTHING = new Kept(List.of(), List.of(), List.of());
    }

    private Kept kept(
            SortedMap<Value, Integer> counts, int present, double distinct, SqlType type) {
        for (Value value : counts.keySet()) {
            if (text(value, type).length() > MAX_TEXT) {
                return Kept.NOTHING;
            }
        }
        double usual = present / distinct;
        List<Value> common =
                counts.keySet().stream()
                        .filter(value -> isCommon(counts.getOrDefault(value, 0), usual, counts))
                        .sorted((a, b) ->
                                Integer.compare(
                                        counts.getOrDefault(b, 0), counts.getOrDefault(a, 0)))
                        .limit(COMMON)
                        .toList();
        List<Double> frequencies =
                common.stream()
                        .map(value -> (double) counts.getOrDefault(value, 0) / rows.size())
                        .toList();
        TreeMap<Value, Integer> others = new TreeMap<>(counts);
        common.forEach(others::remove);
        return new Kept(
                common.stream().map(value -> text(value, type)).toList(),
                frequencies,
                bounds(others).stream().map(value -> text(value, type)).toList());
    }

    /// Of few values each is common; else one that is more frequent than others.
    private static boolean isCommon(int count, double usual, SortedMap<Value, Integer> counts) {
        return count > 1 && (counts.size() <= COMMON || count > usual * COMMON_TIMES);
    }

    private static List<Value> bounds(SortedMap<Value, Integer> counts) {
        long rows = counts.values().stream().mapToLong(count -> count).sum();
        List<Value> bounds = new ArrayList<>();
        if (counts.size() < 2) {
            return bounds;
        }
        int parts = Math.min(BOUNDS, counts.size() - 1);
        long before = 0;
        for (var entry : counts.entrySet()) {
            before += entry.getValue();
            boolean isBound = before * parts > rows * bounds.size() || bounds.isEmpty();
            if (isBound && bounds.size() < parts) {
                bounds.add(entry.getKey());
            }
        }
        bounds.add(counts.lastKey());
        return bounds;
    }
}
