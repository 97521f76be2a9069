package dev.isochron.bench.tpcc.port;

import dev.isochron.bench.tpcc.model.LoadStep;
import dev.isochron.bench.tpcc.model.TpccRow;
import java.util.List;

/// Takes initial rows. For one thread at a time.
public interface TpccLoader extends AutoCloseable {

    /// Writes all rows of a step, and that it was loaded, in one transaction.
    void load(LoadStep step, List<TpccRow> rows);

    @Override
    void close();
}
