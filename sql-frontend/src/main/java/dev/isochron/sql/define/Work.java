package dev.isochron.sql.define;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.commit.Write;
import dev.isochron.sql.bind.Ground;
import dev.isochron.sql.bind.Tables;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Remains;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.change.Bulk;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a statement that changes the catalog works with.
public final class Work {

    private final OpenTransaction tx;
    private final Bulk bulk;
    private final Supplier<StoredReader> committed;
    private final CatalogChanges changes;
    private final Ground ground;
    private final Consumer<SqlError> notices;
    private final List<SchemaJob> erasing = new ArrayList<>();
    private final List<Layout> undone = new ArrayList<>();
    private final List<Restart> restarted = new ArrayList<>();
    private final List<SchemaJob> left = new ArrayList<>();
    private final Optional<BuildLimits> later;

    /// @param ground with the tables of what is being changed, always as they are now
    public Work(Place place, CatalogChanges changes, Ground ground, Consumer<SqlError> notices) {
        this.tx = place.tx;
        this.bulk = place.bulk;
        this.committed = place.committed;
        this.later = place.later;
        this.changes = changes;
        this.ground = ground;
        this.notices = notices;
    }

    /// Where a statement works.
    ///
    /// @param bulk writes what nobody else knows of yet
    /// @param committed reads what is committed at the moment it is asked
    /// @param later when what takes long may follow the transaction: if this statement is all that
    ///   the transaction is there for, as far as anybody can know
    public record Place(
            OpenTransaction tx,
            Bulk bulk,
            Supplier<StoredReader> committed,
            Optional<BuildLimits> later) {}

    OpenTransaction tx() {
        return tx;
    }

    /// Where rows are read that are there already: what is committed, as far as all of it is, so
    /// that no locks of this transaction are in the way of what is written beside it.
    StoredReader source() {
        return bulk.isAlone() ? committed.get() : tx;
    }

    /// When an index is filled once the transaction has ended; empty if none may be.
    Optional<BuildLimits> fillsLater() {
        return later;
    }

    /// Who waits for what follows.
    public IndexBuild.Watch watch() {
        Env session = env();
        return new IndexBuild.Watch() {
            @Override
            public void checkCancelled() {
                session.checkCancelled();
            }

            @Override
            public long micros() {
                return session.clockMicros();
            }

            @Override
            public FormatSettings format() {
                return session.format();
            }

            @Override
            public long rowsPerSecond() {
                return session.setting(KnownSettings.BACKFILL_RATE).map(Long::parseLong).orElse(0L);
            }
        };
    }

    void fillLater(SchemaJob job) {
        left.add(job);
    }

    /// What follows once this is committed, and takes long.
    public List<SchemaJob> later() {
        return List.copyOf(left);
    }

    /// Does within the transaction what was to follow it: another statement comes first.
    public void settle() {
        left.forEach(job -> IndexMaker.fillNow(job, this));
        left.clear();
    }

    /// Writes something that nobody else knows of.
    void write(Write write) {
        if (bulk.isAlone()) {
            bulk.write(write);
        } else {
            tx.write(write);
        }
    }

    /// For what nobody else knows of yet.
    Bulk bulk() {
        return bulk;
    }

    CatalogChanges changes() {
        return changes;
    }

    CatalogImage image() {
        return changes.image();
    }

    Ground ground() {
        return ground;
    }

    Tables tables() {
        return ground.tables();
    }

    Env env() {
        return ground.env();
    }

    void notice(SqlError notice) {
        notices.accept(notice);
    }

    /// The keys of a layout are to be erased once this is committed: by a job, so that nobody waits
    /// for it, and it is done whoever dies.
    void erase(Layout layout) {
        SchemaJob job = erasing(layout, changes, env().clockMicros());
        SchemaJobs.put(tx, job);
        erasing.add(job);
    }

    /// The job that erases what a layout leaves.
    static SchemaJob erasing(Layout layout, CatalogChanges changes, long nowMicros) {
        return SchemaJob.begun(
                changes.image().database().oid(),
                changes.nextOid(),
                new SchemaJob.Task.Erase(Remains.of(layout.shape())),
                "erase what " + layout.name() + " left",
                nowMicros);
    }

    /// A table is stored under a number that nobody else knows of.
    void fresh(CatalogTable table) {
        bulk.fresh(table.stored().id());
        TableAccess access = ground.tables().access(table);
        undo(access);
        access.indexes().forEach(this::undo);
    }

    /// The keys of a layout are to be erased if this is not committed.
    void undo(Layout layout) {
        undone.add(layout);
    }

    /// What is to be erased if this is not committed.
    public List<Layout> undone() {
        return List.copyOf(undone);
    }

    /// A sequence begins anew once this is committed.
    void restart(CatalogSequence sequence, long value) {
        restarted.add(new Restart(sequence, value, false));
    }

    /// A sequence has given its numbers up to this one once this is committed.
    void goOn(CatalogSequence sequence, long last) {
        restarted.add(new Restart(sequence, last, true));
    }

    /// A sequence that gives this value next, or has given it.
    public record Restart(CatalogSequence sequence, long value, boolean given) {}

    /// Sequences that begin anew once this is committed.
    public List<Restart> restarted() {
        return List.copyOf(restarted);
    }

    /// Jobs that erase something once this is committed.
    public List<SchemaJob> erasing() {
        return List.copyOf(erasing);
    }
}
