package dev.isochron.shard.world;

import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Rows of two numbers, as the tests see them: column to value.
final class Cells {
    static final int A = 1;
    static final int B = 2;
    static final ColumnSet BOTH = columns(List.of(A, B));

    private Cells() {}

    static ColumnSet columns(List<Integer> columns) {
        return ColumnSet.of(columns.stream().map(ColumnId::new).toList());
    }

    static Bytes row(Map<Integer, Long> cells) {
        RowBuilder builder = new RowBuilder(SchemaVersion.FIRST);
        cells.forEach((column, value) -> builder.set(new ColumnId(column), Value.of(value)));
        return Bytes.of(builder.build().toBytes());
    }

    static Map<Integer, Long> cells(Bytes bytes) {
        Row row = Row.parse(bytes.toBytes());
        TreeMap<Integer, Long> cells = new TreeMap<>();
        for (int column : List.of(A, B)) {
            int place = row.placeOf(new ColumnId(column));
            if (place >= 0) {
                cells.put(column, row.longAt(place));
            }
        }
        return cells;
    }
}
