package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import java.util.List;

/// What ANALYZE found out about the rows of a table, at some moment of the past. Nothing but the
/// choice of a plan rests on it.
///
/// @param table whose rows
/// @param rows how many there were
/// @param columns what is in them; of a column that came later there is nothing
public record CatalogStatistics(int oid, int table, double rows, List<OfColumn> columns)
        implements CatalogObject {

    public CatalogStatistics {
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
    }

    @Override
    public String name() {
        return "";
    }
}
