package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.LoadStep;
import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccLoader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.ignite.table.Tuple;

/// Writes initial rows in batches.
final class IgniteLoader implements TpccLoader {

    private final IgniteAttempts attempts;

    IgniteLoader(IgniteAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public void load(LoadStep step, List<TpccRow> rows) {
        Map<TpccTable, List<Tuple>> byTable = new EnumMap<>(TpccTable.class);
        for (TpccRow row : rows) {
            byTable.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(tuple(row));
        }
        attempts.run(work -> {
            byTable.forEach(work::putAll);
            work.all(
                    "INSERT INTO tpcc_loaded (w_id, step) VALUES (?, ?)",
                    step.warehouse(),
                    step.number());
            return rows.size();
        });
    }

    private static Tuple tuple(TpccRow row) {
        Tuple tuple = Tuple.create();
        int place = 0;
        for (TpccColumn column : row.table().columns()) {
            tuple.set(column.name(), row.values().get(place++));
        }
        if (row.table() == TpccTable.HISTORY) {
            tuple.set(IgniteStore.HISTORY_ROW, UUID.randomUUID());
        }
        return tuple;
    }

    @Override
    public void close() {
        // The client is the store's.
    }
}
