package dev.isochron.sql.define;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.AbortedException;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Fills an index whose table others go on using.
///
/// ```
/// WRITTEN   declared and committed: from here on every writer keeps it, no reader uses it
///    │      some rows at a time: each under a lock of its own transaction, which writes the entries
///    ▼      and how far it got; so whoever takes the job over goes on there
/// PUBLIC    readers use it
/// ```
///
/// A writer and the build never miss each other: both lock the row, and the later one sees what the
/// earlier did. Two rows with one key are found by the build, or by the writer that comes second.
/// If the index cannot be, it is dropped again, and the constraint with it that it is there for.
public final class IndexBuild {

    /// The entry of a row, and one that is in its way.
    private static final int ENTRIES = 2;

    private final Supplier<OpenTransaction> opening;
    private final Catalog catalog;
    private final BuildLimits limits;
    private final Watch watch;
    private final Consumer<Duration> pause;

    /// Who waits for it, if somebody does.
    public interface Watch {

        /// Ends the build if it is not wanted any more.
        ///
        /// @throws SqlException if so
        void checkCancelled();

        /// Microseconds since 2000-01-01 UTC.
        long micros();

        /// How values are written in errors.
        FormatSettings format();

        /// How many rows are filled in a second at most; 0 is no limit.
        default long rowsPerSecond() {
            return 0;
        }
    }

    /// @param opening begins a transaction
    /// @param pause waits for as long
    public IndexBuild(
            Supplier<OpenTransaction> opening,
            Catalog catalog,
            BuildLimits limits,
            Watch watch,
            Consumer<Duration> pause) {
        this.opening = opening;
        this.pause = pause;
        this.limits = limits;
        this.catalog = catalog;
        this.watch = watch;
    }

    /// What became of an index: it is there, or what it left behind is to be erased by a job.
    public record Result(Optional<SchemaJob> left, Optional<SqlException> failure) {
        private static final Result DONE = new Result(Optional.empty(), Optional.empty());
    }

    /// What a build works on.
    private record Site(TableAccess table, IndexAccess index) {}

    /// Carries a job to its end. If the cluster does not answer, the job stays, for whoever comes
    /// next.
    public Result run(CatalogDatabase database, SchemaJob job) {
        try {
            SchemaJob now = job;
            boolean more = true;
            while (more) {
                watch.checkCancelled();
                SchemaJob at = now;
                Optional<SchemaJob> next = again(tx -> some(tx, database, at));
                more = next.isPresent();
                rest(more);
                now = next.orElse(now);
            }
            again(tx -> publish(tx, database, job));
            return Result.DONE;
        } catch (SqlException e) {
            Optional<SchemaJob> left = again(tx -> giveUp(tx, database, job));
            return new Result(left, Optional.of(e));
        }
    }

    /// Lets others go on between some rows and the next, if there is a rate to be kept.
    private void rest(boolean more) {
        long rate = watch.rowsPerSecond();
        if (more && rate > 0) {
            pause.accept(Duration.ofSeconds(1).multipliedBy(limits.atOnce()).dividedBy(rate));
        }
    }

    /// Does something in a transaction, again for as long as others are in the way.
    private <T> T again(Function<OpenTransaction, T> work) {
        try (OpenTransaction tx = opening.get()) {
            while (true) {
                try {
                    T result = work.apply(tx);
                    var _ = tx.commit();
                    return result;
                } catch (AbortedException e) {
                    watch.checkCancelled();
                    tx.restart();
                }
            }
        }
    }

    private static Optional<Site> site(CatalogImage image, SchemaJob job) {
        Optional<CatalogTable> table = image.table(job.table());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        TableAccess access = new TableAccess(table.get());
        List<CatalogIndex> indexes = table.get().indexes();
        for (int i = 0; i < indexes.size(); i++) {
            if (indexes.get(i).oid() == job.id()) {
                return Optional.of(new Site(access, access.indexes().get(i)));
            }
        }
        return Optional.empty();
    }

    /// Writes the entries of the next rows; the job from there on, if there are more.
    private Optional<SchemaJob> some(OpenTransaction tx, CatalogDatabase database, SchemaJob job) {
        Optional<Site> site = site(catalog.read(tx, database), job);
        if (site.isEmpty()) {
            return Optional.empty();
        }
        TableAccess table = site.get().table();
        Span all = table.withPrefix(List.of());
        Span rest = job.restOf(all);
        StoredPage page = tx.page(rest, Direction.FORWARD, limits.atOnce(), Locks.SHARED);
        Wanted wanted = Wanted.all(table.width());
        Map<Span, Value[]> exclusive = new LinkedHashMap<>();
        int rows = 0;
        for (Stored stored : page.rows()) {
            if (table.owns(stored.key())) {
                Value[] row = table.decode(stored.key(), stored.row(), wanted);
                put(tx, site.get().index().encode(row));
                site.get().index().exclusive(row).ifPresent(span -> exclusive.put(span, row));
                rows++;
            }
        }
        requireUnique(tx, site.get(), exclusive);
        SchemaJob next = job.after(rows, page.rest().map(Span::from), watch.micros());
        SchemaJobs.put(tx, next);
        return page.rest().map(_ -> next);
    }

    private static void put(OpenTransaction tx, Stored entry) {
        Bytes bytes = Bytes.takeOver(entry.row().toBytes());
        tx.write(new Write.Put(entry.key(), bytes, Expectation.ANYTHING));
    }

    private void requireUnique(OpenTransaction tx, Site site, Map<Span, Value[]> exclusive) {
        if (exclusive.isEmpty()) {
            return;
        }
        tx.pages(exclusive.keySet(), ENTRIES, Locks.WHOLE)
                .forEach((span, page) -> {
                    long entries =
                            page.rows().stream()
                                    .map(Stored::key)
                                    .filter(site.index()::owns)
                                    .count();
                    Value[] row = exclusive.get(span);
                    if (entries > 1 && row != null) {
                        throw Backfill.notUnique(
                                site.table().table(), site.index(), row, watch.format());
                    }
                });
    }

    private Key publish(OpenTransaction tx, CatalogDatabase database, SchemaJob job) {
        CatalogChanges changes = CatalogChanges.begin(tx, catalog, database);
        changes.image()
                .table(job.table())
                .ifPresent(table -> changes.put(IndexMaker.published(table, job.id())));
        SchemaJobs.delete(tx, job);
        return Catalog.versionKey(database);
    }

    /// Takes the index away; the job that erases what it left behind.
    private Optional<SchemaJob> giveUp(
            OpenTransaction tx, CatalogDatabase database, SchemaJob job) {
        CatalogChanges changes = CatalogChanges.begin(tx, catalog, database);
        Optional<Site> site = site(changes.image(), job);
        site.ifPresent(found -> changes.put(without(found.table().table(), found.index())));
        SchemaJobs.delete(tx, job);
        Optional<SchemaJob> left =
                site.map(found -> Work.erasing(found.index(), changes, watch.micros()));
        left.ifPresent(erasing -> SchemaJobs.put(tx, erasing));
        return left;
    }

    private static CatalogTable without(CatalogTable table, IndexAccess index) {
        List<Index> stored = new ArrayList<>(table.stored().indexes());
        stored.remove(index.index());
        List<CatalogIndex> indexes = new ArrayList<>(table.indexes());
        indexes.removeIf(one -> one.id().equals(index.index().id()));
        List<Constraint> constraints = new ArrayList<>(table.constraints());
        constraints.removeIf(one ->
                one instanceof Constraint.Unique unique
                        && unique.index().equals(index.index().id()));
        return table.withConstraints(constraints)
                .withIndexes(table.stored().withIndexes(stored), indexes);
    }
}
