package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogStatistics;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.system.SystemTable.Making;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `pg_stats`: what ANALYZE found out about columns.
final class ColumnStatistics {

    private ColumnStatistics() {}

    static void make(Making making) {
        for (CatalogTable table : making.image().tables()) {
            making.image().statistics(table.oid()).ifPresent(found -> of(table, found, making));
        }
    }

    private static void of(CatalogTable table, CatalogStatistics found, Making making) {
        for (CatalogStatistics.OfColumn column : found.columns()) {
            for (CatalogColumn declared : table.visible()) {
                if (declared.id().equals(column.id())) {
                    line(table, declared.name(), column, found.rows(), making);
                }
            }
        }
    }

    private static void line(
            CatalogTable table,
            String name,
            CatalogStatistics.OfColumn column,
            double rows,
            Making making) {
        Line line =
                making.line()
                        .set("schemaname", table.schema())
                        .set("tablename", table.name())
                        .set("attname", name)
                        .set("inherited", false)
                        .set("null_frac", new Value.Float4((float) column.nulls()))
                        .set("avg_width", column.width())
                        .set("n_distinct", distinct(column, rows));
        if (!column.common().isEmpty()) {
            line.set("most_common_vals", array(column.common()))
                    .set(
                            "most_common_freqs",
                            column.frequencies().stream()
                                    .map(part -> new Value.Float4(part.floatValue()))
                                    .toList());
        }
        if (!column.bounds().isEmpty()) {
            line.set("histogram_bounds", array(column.bounds()));
        }
    }

    /// As PostgreSQL has it: a part of all rows, below zero, where there are so many that more rows
    /// will have more.
    private static Value distinct(CatalogStatistics.OfColumn column, double rows) {
        boolean grows = rows > 0 && column.distinct() > rows / 10;
        return new Value.Float4((float) (grows ? -column.distinct() / rows : column.distinct()));
    }

    private static String array(List<String> texts) {
        List<Value> values = texts.stream().<Value>map(Value::of).toList();
        return TextFormat.write(
                new Value.Array(values), SqlType.TEXT.array(), FormatSettings.DEFAULT);
    }
}
