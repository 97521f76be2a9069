package dev.isochron.sql.engine;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.TableStatistics;
import dev.isochron.sql.cluster.ClusterFacts;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Upkeep;
import java.util.ArrayList;
import java.util.List;

/// ANALYZE: counts the rows of tables, and looks at some of them.
///
/// Rows are counted where they lie, by the shards, at one moment and without locks; so is the
/// sample read. Nobody waits for that, nor for what is written in the end, which is no change of
/// the catalog.
final class Analysis {

    private final StoredReader reader;
    private final ClusterPort cluster;
    private final Runnable check;
    private final TableStatistics.Looks looks;

    /// @param reader of all that is committed
    /// @param cluster that knows how large shards are
    /// @param check called now and then; may end the whole
    /// @param looks why and when this is done
    Analysis(
            StoredReader reader, ClusterPort cluster, Runnable check, TableStatistics.Looks looks) {
        this.reader = reader;
        this.cluster = cluster;
        this.check = check;
        this.looks = looks;
    }

    /// Looks at the tables of a statement.
    ///
    /// @throws SqlException if one is not there
    List<TableStatistics> of(Upkeep.Analyze analyze, ImageTables tables) {
        List<CatalogTable> wanted = new ArrayList<>();
        if (analyze.tables().isEmpty()) {
            wanted.addAll(tables.image().tables());
        }
        analyze.tables().forEach(part -> wanted.add(find(part.table(), tables)));
        return wanted.stream().map(table -> of(tables.access(table))).toList();
    }

    private static CatalogTable find(QualifiedName name, ImageTables tables) {
        return tables.find(name)
                .orElseThrow(() ->
                        SqlException.at(
                                name.position(),
                                SqlCode.UNDEFINED_TABLE,
                                "relation \"" + name + "\" does not exist"));
    }

    /// Looks at one table.
    TableStatistics of(TableAccess table) {
        double rows = new RowCount(table, reader, check).of(this::shards);
        Sample sample = Sample.of(table, reader, rows, check);
        return new TableStatistics(
                table.table().oid(), table.table().stored().id(), rows, looks, sample.columns());
    }

    /// As a controller says that may be silent now.
    private List<ClusterFacts.ShardFact> shards() {
        try {
            return cluster.look().shards();
        } catch (SqlException _) {
            return List.of();
        }
    }

    /// Those of tables that are still where they were.
    static List<TableStatistics> there(List<TableStatistics> found, CatalogImage image) {
        return found.stream()
                .filter(one ->
                        image.table(one.table())
                                .filter(table -> table.stored().id().equals(one.stored()))
                                .isPresent())
                .toList();
    }
}
