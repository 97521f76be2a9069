package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.txn.TransactionOptions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/// A cluster, through one Java client for all terminals.
public final class NativeStore implements TpccStore {

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofSeconds(60);

    /// Longer than a leader needs to be replaced.
    private static final Duration DEADLINE = Duration.ofSeconds(40);

    private final Isochron db;

    private NativeStore(Isochron db) {
        this.db = db;
    }

    /// Connects to a cluster.
    ///
    /// @param addresses `host:port`, several separated by commas
    public static NativeStore connect(String addresses) {
        TransactionOptions options = TransactionOptions.tagged("tpcc").withDeadline(DEADLINE);
        return new NativeStore(
                Isochron.connect(
                        ClientSettings.of(addresses)
                                .withConnectTimeout(FOUNDING)
                                .withDefaults(options)));
    }

    @Override
    public boolean hasTables() {
        try {
            db.table(NativeTables.LOADED);
            return true;
        } catch (BadInputException e) {
            return false;
        }
    }

    @Override
    public void createTables() {
        new NativeTables(db).create();
    }

    @Override
    public Set<Integer> loaded(int warehouse) {
        Set<Integer> steps = new TreeSet<>();
        db.snapshot()
                .scan(Scan.of(NativeTables.LOADED).prefix(warehouse))
                .forEach(row -> steps.add((int) row.number("step")));
        return steps;
    }

    @Override
    public TpccLoader loader() {
        return new NativeLoader(db);
    }

    @Override
    public TpccSession session(Aborts aborts) {
        return new NativeSession(db, aborts);
    }

    @Override
    public TpccView view() {
        return new NativeView(db.snapshot());
    }

    @Override
    public void close() {
        db.close();
    }
}
