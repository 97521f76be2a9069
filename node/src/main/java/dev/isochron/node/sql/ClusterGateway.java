package dev.isochron.node.sql;

import dev.isochron.client.Isochron;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.SchemaLeases;
import dev.isochron.sql.define.BuildLimits;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.Engine;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import java.util.Optional;

/// Sessions on a cluster.
final class ClusterGateway implements Gateway {
    /// From 1970 to 2000.
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private static final long NANOS_PER_MICRO = 1000;

    private final Home home;
    private final Isochron db;
    private final SqlEngine engine;

    ClusterGateway(Home home, Isochron db) {
        this.home = home;
        this.db = db;
        this.engine =
                new SqlEngine(db, BuildLimits.USUAL, SchemaLeases.Terms.USUAL, new Oversight(home));
    }

    /// Waits until the catalog can be read: a cluster that was just founded elects leaders first.
    void awaitCatalog() {
        var _ = Catalog.databases(db.snapshot());
    }

    @Override
    public Optional<Verifier> verifier(String user) {
        return Catalog.users(db.snapshot()).stream()
                .filter(known -> known.name().equals(user))
                .findFirst()
                .flatMap(known -> Optional.ofNullable(known.verifier()))
                .flatMap(Verifier::parse);
    }

    @Override
    public boolean hasDatabase(String name) {
        return CatalogDatabase.GIVEN.stream().anyMatch(given -> given.name().equals(name))
                || Catalog.databases(db.snapshot()).stream()
                        .anyMatch(database -> database.name().equals(name));
    }

    /// Goes on with what other nodes left unfinished.
    JobKeeper keepJobs() {
        return JobKeeper.start(engine, this::micros);
    }

    @Override
    public Engine engine(String database) {
        return engine;
    }

    @Override
    public long micros() {
        return home.now() instanceof Reading.Usable(Interval interval)
                ? interval.latest().nanos() / NANOS_PER_MICRO - EPOCH_MICROS
                : System.currentTimeMillis() * NANOS_PER_MICRO - EPOCH_MICROS;
    }

    @Override
    public void serve(Sessions sessions) {
        home.sessions().serve(sessions::cancel);
    }

    @Override
    public void cancelElsewhere(int process, byte[] secret) {
        home.sessions().passOn(Sessions.nodeOf(process), Sessions.MAX_NODE, process, secret);
    }

    @Override
    public long node() {
        return home.number();
    }
}
