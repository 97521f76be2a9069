package dev.isochron.bench.tpcc.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row: integers as `Integer`, amounts as `BigDecimal`, texts as `String`, times as
/// `LocalDateTime`, in the order of the table's columns.
public record TpccRow(TpccTable table, List<@Nullable Object> values) {

    public TpccRow {
        if (values.size() != table.columns().size()) {
            throw new IllegalArgumentException(
                    "%s has %d columns, not %d"
                            .formatted(table, table.columns().size(), values.size()));
        }
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public @Nullable Object value(String column) {
        return values.get(table.place(column));
    }
}
