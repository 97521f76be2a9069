package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.TableId;
import java.util.List;

/// What ANALYZE found out about the rows of a table, at some moment of the past. Nothing but the
/// choice of a plan rests on it, so it is no object of the catalog.
///
/// @param table whose rows, by its number in the catalog
/// @param stored where they were; once they are elsewhere, the table was emptied or stored anew,
///   and nothing is known of it
/// @param rows how many there were
/// @param looks how often and when it was found out
/// @param columns what is in them; of a column that came later there is nothing
public record TableStatistics(
        int table, TableId stored, double rows, Looks looks, List<OfColumn> columns) {

    /// Fewer rows make no plan another.
    private static final double FEW_ROWS = 50;

    /// A number that has become other by this factor may make another plan the best.
    private static final double FACTOR = 1.25;

    /// So may a part of all rows that has become other by so much.
    private static final double PART = 0.05;

    public TableStatistics {
        columns = List.copyOf(columns);
    }

    /// The values of a column, by a sample. Values are texts, as they are written in SQL.
    ///
    /// @param nulls the part of the rows that has none, from 0 to 1
    /// @param distinct how many different ones there are
    /// @param width bytes of one as text, on average
    /// @param common the most common ones, the first most often
    /// @param frequencies the part of the rows that has each of these
    /// @param bounds between which equally many of the others are, from the least to the greatest
    public record OfColumn(
            ColumnId id,
            double nulls,
            double distinct,
            int width,
            List<String> common,
            List<Double> frequencies,
            List<String> bounds) {
        public OfColumn {
            common = List.copyOf(common);
            frequencies = List.copyOf(frequencies);
            bounds = List.copyOf(bounds);
        }

        /// Whether plans that were chosen by the one are as good by the other.
        boolean isMuchLike(OfColumn other) {
            return id.equals(other.id)
                    && Math.abs(nulls - other.nulls) < PART
                    && TableStatistics.isMuchLike(distinct, other.distinct)
                    && common.equals(other.common)
                    && bounds.equals(other.bounds);
        }
    }

    /// How often the rows were counted, because somebody said so and by itself, and when last:
    /// microseconds since 2000-01-01 UTC, of no meaning while the number is 0.
    public record Looks(long asked, long askedMicros, long unasked, long unaskedMicros) {

        /// Somebody said ANALYZE.
        public static Looks asked(long micros) {
            return new Looks(1, micros, 0, 0);
        }

        /// Nobody did.
        public static Looks unasked(long micros) {
            return new Looks(0, 0, 1, micros);
        }

        /// Together with earlier ones.
        Looks after(Looks earlier) {
            return new Looks(
                    earlier.asked + asked,
                    asked > 0 ? askedMicros : earlier.askedMicros,
                    earlier.unasked + unasked,
                    unasked > 0 ? unaskedMicros : earlier.unaskedMicros);
        }
    }

    /// The same, found out after another look at the same rows.
    TableStatistics after(TableStatistics earlier) {
        return earlier.stored.equals(stored)
                ? new TableStatistics(table, stored, rows, looks.after(earlier.looks), columns)
                : this;
    }

    /// Whether plans that were chosen by the one are as good by the other.
    boolean isMuchLike(TableStatistics other) {
        if (!stored.equals(other.stored)
                || columns.size() != other.columns.size()
                || !isMuchLike(rows, other.rows)) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isMuchLike(other.columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMuchLike(double a, double b) {
        return Math.max(a, b) <= Math.max(FEW_ROWS, FACTOR * Math.min(a, b));
    }
}
