package dev.isochron.client.txn;

import dev.isochron.client.table.Row;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.schema.ColumnId;
import java.util.List;

/// What will become of one row.
sealed interface Pending {

    /// This is the row.
    record Whole(Row row, Expectation expects) implements Pending {}

    /// The row that is there, with these columns as `row` has them.
    record Changes(Row row, List<ColumnId> columns) implements Pending {
        public Changes {
            columns = List.copyOf(columns);
        }
    }

    /// There is none.
    record Gone(Expectation expects) implements Pending {}

    /// Bytes that are no row of a table, where nothing was before.
    record Opaque() implements Pending {}
}
