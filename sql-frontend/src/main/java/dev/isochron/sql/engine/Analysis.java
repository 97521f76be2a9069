package dev.isochron.sql.engine;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogStatistics;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Upkeep;
import java.util.ArrayList;
import java.util.List;

/// ANALYZE: counts the rows of tables, and looks at some of them.
///
/// Rows are counted where they lie, by the shards, at one moment and without locks; so is the
/// sample read. Nobody waits for that, but in the end, when the catalog gets what was found.
final class Analysis {

    private final SqlEngine engine;
    private final SessionHost host;
    private final SessionView view;

    Analysis(SqlEngine engine, SessionHost host, SessionView view) {
        this.engine = engine;
        this.host = host;
        this.view = view;
    }

    /// What was found out about one table.
    record Found(int table, double rows, List<CatalogStatistics.OfColumn> columns) {

        /// Puts it into the catalog, unless the table is gone.
        void put(CatalogChanges changes) {
            if (changes.image().table(table).isEmpty()) {
                return;
            }
            int oid =
                    changes.image()
                            .statistics(table)
                            .map(CatalogStatistics::oid)
                            .orElseGet(changes::nextOid);
            changes.put(new CatalogStatistics(oid, table, rows, columns));
        }
    }

    /// Looks at the tables of a statement. Those that only this transaction knows of are left out.
    ///
    /// @throws SqlException if one is not there
    List<Found> of(Upkeep.Analyze analyze, ImageTables.Known known) {
        ImageTables tables = engine.tables(known, view, host);
        List<CatalogTable> wanted = new ArrayList<>();
        if (analyze.tables().isEmpty()) {
            wanted.addAll(tables.image().tables());
        }
        analyze.tables().forEach(part -> wanted.add(find(part.table(), tables)));
        StoredReader reader = engine.committed();
        List<Found> found = new ArrayList<>();
        for (CatalogTable table : wanted) {
            boolean isCommitted =
                    engine.catalog()
                            .guess(tables.image().database())
                            .flatMap(image -> image.table(table.oid()))
                            .filter(there -> there.stored().id().equals(table.stored().id()))
                            .isPresent();
            if (isCommitted) {
                found.add(of(tables.access(table), known, reader));
            }
        }
        return found;
    }

    private static CatalogTable find(QualifiedName name, ImageTables tables) {
        return tables.find(name)
                .orElseThrow(() ->
                        SqlException.at(
                                name.position(),
                                SqlCode.UNDEFINED_TABLE,
                                "relation \"" + name + "\" does not exist"));
    }

    private Found of(TableAccess table, ImageTables.Known known, StoredReader reader) {
        double rows = count(table.table(), known, reader);
        Sample sample = Sample.of(table, reader, rows, view::checkCancelled);
        return new Found(table.table().oid(), rows, sample.columns());
    }

    private double count(CatalogTable table, ImageTables.Known known, StoredReader reader) {
        String text =
                "SELECT count(*) FROM %s.%s"
                        .formatted(quoted(table.schema()), quoted(table.name()));
        Program program = engine.compile(Parser.statement(text).orElseThrow(), known, view, host);
        Program.Kind.Planned planned = (Program.Kind.Planned) program.kind();
        Execution execution =
                Execution.begin(host, reader, List.of(), planned.plan().subplans(), null);
        try (Answer rows = new Answer(execution.open(planned.plan().root()), null)) {
            Value[] row = rows.next();
            return row != null && row[0] instanceof Value.Int(long count) ? count : 0;
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
