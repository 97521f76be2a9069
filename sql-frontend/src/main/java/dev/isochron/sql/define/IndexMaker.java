package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.IndexElement;
import dev.isochron.sql.tree.Name;
import java.util.ArrayList;
import java.util.List;

/// CREATE INDEX.
final class IndexMaker {

    private final Work work;

    IndexMaker(Work work) {
        this.work = work;
    }

    void make(Definition.CreateIndex from) {
        refuse(from);
        CatalogTable table = Names.table(from.table().name(), work);
        Draft draft = Draft.of(table);
        List<KeyColumn> keys = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (IndexElement element : from.elements()) {
            ColumnId column = column(element, draft);
            if (keys.stream().anyMatch(key -> key.column().equals(column))) {
                throw SqlException.unsupported(
                        element.position(), "an index that has a column twice is");
            }
            keys.add(new KeyColumn(column, order(element)));
            names.add(draft.column(column).name());
        }
        List<ColumnId> included = new ArrayList<>();
        for (IndexElement element : from.include()) {
            ColumnId column = column(element, draft);
            boolean isThere =
                    included.contains(column)
                            || keys.stream().anyMatch(key -> key.column().equals(column));
            if (!isThere) {
                included.add(column);
            }
        }
        included.forEach(id -> names.add(draft.column(id).name()));
        Name given = from.name();
        if (given != null && work.image().relation(table.schema(), given.text()).isPresent()) {
            if (from.ifNotExists()) {
                Names.there(given.text(), work);
                return;
            }
            throw Names.taken(given.text());
        }
        String name =
                given == null
                        ? Names.made(table.schema(), table.name(), names, "idx", work, draft.names)
                        : given.text();
        Index index = new ConstraintMaker(draft, work).index(name, keys, included, from.unique());
        String what =
                "CREATE%s INDEX %s ON %s"
                        .formatted(from.unique() ? " UNIQUE" : "", index.name(), table.name());
        put(table, draft.build(work), index, what);
    }

    /// Keeps a table that has got an index, and fills that: now, or beside those who use the table.
    ///
    /// @param before the table without it
    /// @param what the statement, in short
    void put(CatalogTable before, CatalogTable changed, Index index, String what) {
        boolean later =
                work.fillsLater()
                        .filter(limits -> isLonger(before, limits.longTable()))
                        .isPresent();
        if (later) {
            work.changes().put(fillLater(changed, index, what));
        } else {
            work.changes().put(changed);
            fill(changed, index, work);
        }
    }

    private boolean isLonger(CatalogTable table, int rows) {
        return new Backfill(work).isLonger(work.tables().access(table), rows);
    }

    /// Leaves the filling to a job that follows the transaction.
    private CatalogTable fillLater(CatalogTable table, Index index, String what) {
        CatalogIndex declared = table.index(index.id());
        SchemaJob job =
                SchemaJob.begun(
                        work.image().database().oid(),
                        declared.oid(),
                        new SchemaJob.Task.Fill(table.oid()),
                        what,
                        work.env().clockMicros());
        SchemaJobs.put(work.tx(), job);
        work.fillLater(job);
        return inState(table, declared.oid(), CatalogIndex.State.WRITTEN);
    }

    /// Fills what was left for later, within the transaction: more is to come in it.
    static void fillNow(SchemaJob job, Work work) {
        CatalogTable table = published(work.image().table(job.table()).orElseThrow(), job.id());
        work.changes().put(table);
        SchemaJobs.delete(work.tx(), job);
        table.indexes().stream()
                .filter(index -> index.oid() == job.id())
                .forEach(index -> fill(table, table.storedIndex(index.id()), work));
    }

    /// The table with an index that reads use from now on.
    static CatalogTable published(CatalogTable table, int index) {
        return inState(table, index, CatalogIndex.State.PUBLIC);
    }

    private static CatalogTable inState(CatalogTable table, int index, CatalogIndex.State state) {
        List<CatalogIndex> indexes = new ArrayList<>(table.indexes());
        indexes.replaceAll(one -> one.oid() == index ? one.withState(state) : one);
        return table.withIndexes(table.stored(), indexes);
    }

    /// Writes the entries of an index that was just declared.
    static void fill(CatalogTable table, Index index, Work work) {
        TableAccess access = work.tables().access(table);
        for (IndexAccess each : access.indexes()) {
            if (each.index().id().equals(index.id())) {
                new Backfill(work).fill(access, each);
            }
        }
    }

    private static void refuse(Definition.CreateIndex from) {
        Name method = from.method();
        if (method != null && !method.text().equals("btree")) {
            throw SqlException.unsupported(
                    method.position(), "access method \"" + method.text() + "\" is");
        }
        if (from.where() != null) {
            throw SqlException.unsupported(from.where().position(), "partial indexes are");
        }
        if (from.nullsNotDistinct()) {
            throw SqlException.unsupported(from.position(), "NULLS NOT DISTINCT is");
        }
    }

    private static ColumnId column(IndexElement element, Draft draft) {
        Name name = element.column();
        if (name == null) {
            throw SqlException.unsupported(element.position(), "indexes on expressions are");
        }
        return draft.find(name.text())
                .orElseThrow(() ->
                        SqlException.at(
                                name.position(),
                                SqlCode.UNDEFINED_COLUMN,
                                "column \"" + name.text() + "\" does not exist"))
                .id();
    }

    private static SortOrder order(IndexElement element) {
        boolean descends = element.direction().descends();
        boolean first =
                switch (element.nulls()) {
                    case FIRST -> true;
                    case LAST -> false;
                    case DEFAULT -> descends;
                };
        if (descends) {
            return first ? SortOrder.DESC_NULLS_FIRST : SortOrder.DESC_NULLS_LAST;
        }
        return first ? SortOrder.ASC_NULLS_FIRST : SortOrder.ASC_NULLS_LAST;
    }
}
