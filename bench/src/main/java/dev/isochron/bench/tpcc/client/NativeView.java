package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.client.Scan;
import dev.isochron.client.Snapshot;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One snapshot.
final class NativeView implements TpccView {

    private final Snapshot snapshot;
    private final Runnable end;

    /// A snapshot needs no end.
    ///
    /// @param end of what belongs to it
    NativeView(Snapshot snapshot, Runnable end) {
        this.snapshot = snapshot;
        this.end = end;
    }

    @Override
    public void ofDistrict(TpccTable table, int warehouse, int district, Consumer<TpccRow> each) {
        snapshot.scan(Scan.of(table.sqlName()).prefix(warehouse, district))
                .forEach(row -> each.accept(plain(table, row)));
    }

    @Override
    public TpccRow warehouse(int warehouse) {
        Row row = snapshot.get(TpccTable.WAREHOUSE.sqlName(), warehouse).orElseThrow();
        return plain(TpccTable.WAREHOUSE, row);
    }

    @Override
    public TpccRow district(int warehouse, int district) {
        Row row = snapshot.get(TpccTable.DISTRICT.sqlName(), warehouse, district).orElseThrow();
        return plain(TpccTable.DISTRICT, row);
    }

    private static TpccRow plain(TpccTable table, Row row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (TpccColumn column : table.columns()) {
            values.add(row.isNull(column.name()) ? null : plain(column, row));
        }
        return new TpccRow(table, values);
    }

    private static Object plain(TpccColumn column, Row row) {
        String name = column.name();
        ColumnType type = column.type();
        if (type == Scalar.INT32) {
            return (int) row.number(name);
        }
        if (type == Scalar.LOCAL_TIMESTAMP) {
            return row.localTime(name);
        }
        return type instanceof ColumnType.FixedNumeric ? row.decimal(name) : row.text(name);
    }

    @Override
    public void close() {
        end.run();
    }
}
