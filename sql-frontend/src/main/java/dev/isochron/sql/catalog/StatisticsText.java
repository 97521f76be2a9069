package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.sql.catalog.Notation.Group;
import dev.isochron.sql.catalog.TableStatistics.OfColumn;
import java.util.ArrayList;
import java.util.List;

/// What is known of the rows of a table, as it stands in a row.
///
/// ```
/// (statistics 16384 40 "1000.0" (asked 1 820000000000000) (unasked 0 0) (column 1 "0.0" "1000.0" 4 (common) (frequencies) (bounds "1" "1000")))
/// ```
final class StatisticsText {

    private StatisticsText() {}

    static Group write(TableStatistics from) {
        List<Object> items = new ArrayList<>();
        items.add(from.table());
        items.add(from.stored().value());
        items.add(Double.toString(from.rows()));
        TableStatistics.Looks looks = from.looks();
        items.add(Group.of("asked", looks.asked(), looks.askedMicros()));
        items.add(Group.of("unasked", looks.unasked(), looks.unaskedMicros()));
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

    static TableStatistics read(Group from) {
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
        Group asked = from.group("asked").orElseThrow();
        Group unasked = from.group("unasked").orElseThrow();
        return new TableStatistics(
                from.number(0),
                new TableId(from.number(1)),
                Double.parseDouble(from.text(2)),
                new TableStatistics.Looks(
                        asked.longNumber(0),
                        asked.longNumber(1),
                        unasked.longNumber(0),
                        unasked.longNumber(1)),
                columns);
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
