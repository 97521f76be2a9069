package dev.isochron.bench.tpcc.port;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A database, as TPC-C sees it.
public interface TpccStore extends AutoCloseable {

    /// Whether the tables are there already.
    boolean hasTables();

    void createTables();

    /// The steps of a warehouse that were loaded, by number.
    Set<Integer> loaded(int warehouse);

    TpccLoader loader();

    /// A session for one terminal.
    ///
    /// @param aborts is told of every attempt that was undone
    TpccSession session(Aborts aborts);

    /// All rows at one moment.
    TpccView view();

    /// All rows as they were at a moment, once for each replica that can be asked; none where a
    /// database does not know its past. Each is to be closed.
    default List<TpccView> replicas(Instant moment) {
        return List.of();
    }

    @Override
    void close();
}
