package dev.isochron.bench.tpcc.jooq;

import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.bench.tpcc.sql.SqlStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A database that JDBC reaches, asked by way of jOOQ.
public final class JooqStore implements TpccStore {

    private final SqlStore sql;

    public JooqStore(SqlStore sql) {
        this.sql = sql;
    }

    @Override
    public boolean hasTables() {
        return sql.hasTables();
    }

    @Override
    public void createTables() {
        sql.createTables();
    }

    @Override
    public Set<Integer> loaded(int warehouse) {
        return sql.loaded(warehouse);
    }

    @Override
    public TpccLoader loader() {
        return sql.loader();
    }

    @Override
    public TpccSession session(Aborts aborts) {
        return new JooqSession(sql.work(), aborts);
    }

    @Override
    public TpccView view() {
        return sql.view();
    }

    @Override
    public List<TpccView> replicas(Instant moment) {
        return sql.replicas(moment);
    }

    @Override
    public void close() {
        sql.close();
    }
}
