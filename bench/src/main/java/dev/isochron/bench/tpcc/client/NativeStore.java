package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.client.ClientSettings;
import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A cluster, through one Java client for all terminals.
public final class NativeStore implements TpccStore {

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofSeconds(60);

    /// Longer than a leader needs to be replaced.
    private static final Duration DEADLINE = Duration.ofSeconds(40);

    private static final long NANOS = 1_000_000_000;

    private final ClientSettings settings;
    private final Isochron db;

    private NativeStore(ClientSettings settings) {
        this.settings = settings;
        this.db = Isochron.connect(settings);
    }

    /// Connects to a cluster.
    ///
    /// @param addresses `host:port`, several separated by commas
    public static NativeStore connect(String addresses) {
        TransactionOptions options = TransactionOptions.tagged("tpcc").withDeadline(DEADLINE);
        return new NativeStore(
                ClientSettings.of(addresses).withConnectTimeout(FOUNDING).withDefaults(options));
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
        return new NativeView(db.snapshot(), () -> {});
    }

    /// A client for each node, which asks the replicas there first.
    @Override
    public List<TpccView> replicas(Instant moment) {
        Timestamp at = new Timestamp(moment.getEpochSecond() * NANOS + moment.getNano());
        List<TpccView> views = new ArrayList<>();
        for (String address : settings.addresses()) {
            Isochron near = Isochron.connect(settings.withNearest(address));
            views.add(new NativeView(near.snapshot(Freshness.at(at)), near::close));
        }
        return views;
    }

    @Override
    public void close() {
        db.close();
    }
}
