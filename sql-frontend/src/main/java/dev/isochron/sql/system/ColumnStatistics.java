package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.TableStatistics;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.system.SystemTable.Making;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// What ANALYZE found out: of columns in `pg_stats`, of rows in `pg_stat_user_tables`, where null
/// is what nobody counts here.
final class ColumnStatistics {

    private ColumnStatistics() {}

    static void make(Making making) {
        for (CatalogTable table : making.image().tables()) {
            making.counts().of(table).ifPresent(found -> of(table, found, making));
        }
    }

    static void tables(Making making) {
        for (CatalogTable table : making.image().tables()) {
            Line line =
                    making.line()
                            .set("relid", table.oid())
                            .set("schemaname", table.schema())
                            .set("relname", table.name())
                            .set("n_mod_since_analyze", making.counts().changed(table))
                            .set("vacuum_count", 0L)
                            .set("autovacuum_count", 0L)
                            .set("analyze_count", 0L)
                            .set("autoanalyze_count", 0L);
            making.counts().of(table).ifPresent(found -> counted(found, line));
        }
    }

    private static void counted(TableStatistics found, Line line) {
        TableStatistics.Looks looks = found.looks();
        line.set("n_live_tup", Math.round(found.rows()))
                .set("analyze_count", looks.asked())
                .set("autoanalyze_count", looks.unasked());
        if (looks.asked() > 0) {
            line.set("last_analyze", new Value.UtcTimestamp(looks.askedMicros()));
        }
        if (looks.unasked() > 0) {
            line.set("last_autoanalyze", new Value.UtcTimestamp(looks.unaskedMicros()));
        }
    }

    private static void of(CatalogTable table, TableStatistics found, Making making) {
        for (TableStatistics.OfColumn column : found.columns()) {
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
            TableStatistics.OfColumn column,
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
    private static Value distinct(TableStatistics.OfColumn column, double rows) {
        boolean grows = rows > 0 && column.distinct() > rows / 10;
        return new Value.Float4((float) (grows ? -column.distinct() / rows : column.distinct()));
    }

    private static String array(List<String> texts) {
        List<Value> values = texts.stream().<Value>map(Value::of).toList();
        return TextFormat.write(
                new Value.Array(values), SqlType.TEXT.array(), FormatSettings.DEFAULT);
    }
}
