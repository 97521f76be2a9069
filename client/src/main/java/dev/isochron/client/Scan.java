package dev.isochron.client;

import dev.isochron.client.table.Layout;
import dev.isochron.client.table.RowScan;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup.Direction;
import java.util.List;
import java.util.Optional;

/// Which rows of a table, in which order, and how many.
///
/// ```java
/// Scan.of("district").prefix(7)                     // all of warehouse 7
/// Scan.of("account").from(10).until(20)             // 10 to 19
/// Scan.of("account").reverse().limit(3)             // the last three
/// Scan.of("account").after(42).limit(100)           // the next page
/// ```
///
/// @param table its name
/// @param prefix what the first key columns must hold
/// @param start where to begin, by the first key columns
/// @param end where to end, by the first key columns; these are not in the scan any more
/// @param isAfter whether the rows of `start` itself are left out
/// @param isReverse from the last to the first
/// @param limit rows at most
public record Scan(
        String table,
        List<?> prefix,
        List<?> start,
        List<?> end,
        boolean isAfter,
        boolean isReverse,
        long limit) {

    public Scan {
        prefix = List.copyOf(prefix);
        start = List.copyOf(start);
        end = List.copyOf(end);
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + limit);
        }
    }

    /// All rows of a table.
    public static Scan of(String table) {
        return new Scan(table, List.of(), List.of(), List.of(), false, false, Long.MAX_VALUE);
    }

    /// Only those whose first key columns hold these values.
    public Scan prefix(Object... values) {
        return new Scan(table, List.of(values), start, end, isAfter, isReverse, limit);
    }

    /// From these values on, themselves included; of further key columns than the first, name all.
    public Scan from(Object... values) {
        return new Scan(table, prefix, List.of(values), end, false, isReverse, limit);
    }

    /// From behind these values on: where the page before ended.
    public Scan after(Object... values) {
        return new Scan(table, prefix, List.of(values), end, true, isReverse, limit);
    }

    /// Up to these values, themselves not included; where the page before ended, in reverse.
    public Scan until(Object... values) {
        return new Scan(table, prefix, start, List.of(values), isAfter, isReverse, limit);
    }

    /// From the last to the first.
    public Scan reverse() {
        return new Scan(table, prefix, start, end, isAfter, true, limit);
    }

    /// So many rows at most.
    public Scan limit(long rows) {
        return new Scan(table, prefix, start, end, isAfter, isReverse, rows);
    }

    RowScan.Wanted wanted(Layout layout) {
        Direction direction = isReverse ? Direction.REVERSE : Direction.FORWARD;
        return new RowScan.Wanted(span(layout), direction, limit);
    }

    /// Empty if no key can be in it.
    private Optional<Span> span(Layout layout) {
        Optional<Span> span = Optional.of(layout.prefix(prefix));
        if (!start.isEmpty()) {
            Span first = layout.prefix(start);
            Optional<Key> from = isAfter ? first.until() : Optional.of(first.from());
            span = from.flatMap(key -> layout.prefix(prefix).intersect(Span.from(key)));
        }
        if (!end.isEmpty()) {
            Key until = layout.prefix(end).from();
            span =
                    span.filter(all -> all.from().isBelow(until))
                            .flatMap(all -> all.intersect(Span.of(all.from(), until)));
        }
        return span;
    }
}
