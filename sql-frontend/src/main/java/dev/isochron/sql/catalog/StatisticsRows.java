package dev.isochron.sql.catalog;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.program.Condition;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Statistics as rows, which are none of the catalog: who writes them raises a stamp of their own,
/// so that nobody's plans are refused, and no lease is waited for.
///
/// ```
/// counters    statistics of 5 | 17
/// statistics  5 | 16384 | 12 | (statistics …)      not looked at again by who has seen 12
///             5 | 16390 | 17 | (statistics …)      found out last
/// ```
public final class StatisticsRows {

    private static final TableRows ROWS = new TableRows(SystemTables.STATISTICS);

    private static final int STAMP = 2;

    private static final int DEFINITION = 3;

    private static final int PAGE = 256;

    private StatisticsRows() {}

    static Key key(CatalogDatabase database, int table) {
        return ROWS.keys().key(List.of(Value.of(database.oid()), Value.of(table)));
    }

    private static String counter(CatalogDatabase database) {
        return "statistics of " + database.oid();
    }

    static Key stampKey(CatalogDatabase database) {
        return CatalogRecords.counterKey(counter(database));
    }

    /// Writes what was found out. The transaction must know by the catalog that the tables are
    /// there, and stored where they were counted.
    public static void put(
            OpenTransaction tx, CatalogDatabase database, List<TableStatistics> found) {
        List<Key> keys = new ArrayList<>();
        keys.add(stampKey(database));
        found.forEach(one -> keys.add(key(database, one.table())));
        SortedMap<Key, Row> there = tx.points(keys, Locks.WHOLE);
        long stamp = CatalogRecords.counter(there, counter(database)).orElse(0L) + 1;
        write(tx, CatalogRecords.counterRow(counter(database), stamp));
        for (TableStatistics one : found) {
            Key key = key(database, one.table());
            Row before = there.get(key);
            TableStatistics now = before == null ? one : one.after(read(key, before));
            write(
                    tx,
                    ROWS.store(
                            List.of(
                                    Value.of(database.oid()),
                                    Value.of(one.table()),
                                    Value.of(stamp),
                                    Value.of(StatisticsText.write(now).toString()))));
        }
    }

    private static void write(OpenTransaction tx, Stored stored) {
        Bytes row = Bytes.takeOver(stored.row().toBytes());
        tx.write(new Write.Put(stored.key(), row, Expectation.ANYTHING));
    }

    private static TableStatistics read(Key key, Row row) {
        List<Value> values = ROWS.load(key, row);
        if (values.get(DEFINITION) instanceof Value.Text(String definition)) {
            return StatisticsText.read(Notation.read(definition));
        }
        throw new IllegalStateException("statistics without a definition");
    }

    /// What is known as a reader sees it; it reads what is newer than what was known before.
    static KnownStatistics read(
            StoredReader reader, CatalogDatabase database, KnownStatistics before) {
        SortedMap<Key, Row> found = reader.points(List.of(stampKey(database)), Locks.SHARED);
        long stamp = CatalogRecords.counter(found, counter(database)).orElse(0L);
        return stamp <= before.stamp()
                ? before
                : before.with(newer(reader, database, before.stamp()), stamp);
    }

    private static List<TableStatistics> newer(
            StoredReader reader, CatalogDatabase database, long than) {
        List<TableStatistics> newer = new ArrayList<>();
        Optional<Span> rest =
                Optional.of(ROWS.keys().withPrefix(List.of(Value.of(database.oid()))));
        while (rest.isPresent()) {
            StoredPage page =
                    reader.page(
                            new Lookup.Range(
                                    rest.get(),
                                    Lookup.Direction.FORWARD,
                                    PAGE,
                                    Optional.of(stampedAfter(than))),
                            Locks.SHARED);
            for (Stored stored : page.rows()) {
                Value stamp = ROWS.load(stored.key(), stored.row()).get(STAMP);
                if (stamp instanceof Value.Int(long number) && number > than) {
                    newer.add(read(stored.key(), stored.row()));
                }
            }
            rest = page.rest();
        }
        return newer;
    }

    /// Looks at the rows where they are.
    private static Program stampedAfter(long stamp) {
        Column column = SystemTables.STATISTICS.columns().get(STAMP);
        return new Program(
                ROWS.keys().shape(),
                List.of(new Input(column.id(), column.type(), -1, column.whenMissing())),
                Optional.of(
                        new Condition.Compare(
                                Condition.Relation.GREATER,
                                new Term.Column(0),
                                new Term.Constant(Scalar.INT64, Value.of(stamp)))),
                new Output.Rows(
                        SystemTables.STATISTICS.columns().stream().map(Column::id).toList()));
    }
}
