package dev.isochron.bench.tpcc.port;

import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import java.util.function.Consumer;

/// All rows at one moment. For one thread at a time.
public interface TpccView extends AutoCloseable {

    /// The rows of a table that belong to a district: for customers and all that is theirs, that of
    /// the customer.
    ///
    /// @param table one with a district in its key, or `history`
    void ofDistrict(TpccTable table, int warehouse, int district, Consumer<TpccRow> each);

    /// The row of a warehouse.
    TpccRow warehouse(int warehouse);

    /// The row of a district.
    TpccRow district(int warehouse, int district);

    @Override
    void close();
}
