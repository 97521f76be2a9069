package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.catalog.CatalogStatistics.OfColumn;
import dev.isochron.sql.catalog.Notation.Group;
import java.util.ArrayList;
import java.util.List;

/// What is known of the rows of a table, as it stands in the catalog.
///
/// ```
/// (statistics 16384 "1000.0" (column 1 "0.0" "1000.0" 4 (common) (frequencies) (bounds "1" "1000")))
/// ```
final class StatisticsText {

    private StatisticsText() {}

    static Group write(CatalogStatistics from) {
        List<Object> items = new ArrayList<>();
        items.add(from.table());
        items.add(Double.toString(from.rows()));
        for (OfColumn column : from.columns()) {
            items.add(
                    Group.of(
                            "column",
                            column.id().value(),
                            Double.toString(column.nulls()),
                            Double.toString(column.distinct()),
                            column.width(),
                            new Group("common", List.copyOf(column.common())),
                            new Group(
                                    "frequencies",
                                    List.copyOf(
                                            column.frequencies().stream()
                                                    .map(part -> Double.toString(part))
                                                    .toList())),
                            new Group("bounds", List.copyOf(column.bounds()))));
        }
        return new Group("statistics", items);
    }

    static CatalogStatistics read(int oid, Group from) {
        List<OfColumn> columns = new ArrayList<>();
        for (Group column : from.groups("column")) {
            columns.add(
                    new OfColumn(
                            new ColumnId(column.number(0)),
                            Double.parseDouble(column.text(1)),
                            Double.parseDouble(column.text(2)),
                            column.number(3),
                            texts(column, "common"),
                            texts(column, "frequencies").stream().map(Double::valueOf).toList(),
                            texts(column, "bounds")));
        }
        return new CatalogStatistics(
                oid, from.number(0), Double.parseDouble(from.text(1)), columns);
    }

    private static List<String> texts(Group column, String word) {
        Group group = column.group(word).orElseThrow();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < group.items().size(); i++) {
            texts.add(group.text(i));
        }
        return texts;
    }
}
