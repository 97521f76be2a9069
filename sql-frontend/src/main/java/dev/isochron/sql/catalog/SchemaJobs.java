package dev.isochron.sql.catalog;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The rows of jobs: written with what they tell of, in one transaction.
public final class SchemaJobs {

    private static final int PAGE = 128;

    private static final TableRows ROWS = new TableRows(SystemTables.JOBS);

    private SchemaJobs() {}

    /// All jobs of the cluster, by database and number.
    public static List<SchemaJob> all(StoredReader reader) {
        List<SchemaJob> jobs = new ArrayList<>();
        Optional<Span> rest = Optional.of(KeySpace.ofRoot(SystemTables.JOBS.id()));
        while (rest.isPresent()) {
            StoredPage page = reader.page(rest.get(), Direction.FORWARD, PAGE, Locks.SHARED);
            page.rows().forEach(stored -> jobs.add(read(stored.key(), stored.row())));
            rest = page.rest();
        }
        return jobs;
    }

    /// A job as it is now; nobody else changes it until this transaction ends.
    public static Optional<SchemaJob> hold(OpenTransaction tx, SchemaJob job) {
        SortedMap<Key, Row> found = tx.points(List.of(key(job)), Locks.WHOLE);
        return found.entrySet().stream()
                .findFirst()
                .map(entry -> read(entry.getKey(), entry.getValue()));
    }

    public static void put(OpenTransaction tx, SchemaJob job) {
        Value from = job.from().<Value>map(key -> Bytes.of(key.toBytes())).orElse(Value.Null.NULL);
        Stored stored =
                ROWS.store(
                        List.of(
                                Value.of(job.database()),
                                Value.of(job.id()),
                                Value.of(job.table()),
                                Value.of(job.description()),
                                Value.of(job.rowsDone()),
                                from,
                                Value.of(job.seenMicros()),
                                erased(job.task())));
        Bytes row = Bytes.takeOver(stored.row().toBytes());
        tx.write(new Write.Put(stored.key(), row, Expectation.ANYTHING));
    }

    private static Value erased(SchemaJob.Task task) {
        return switch (task) {
            case SchemaJob.Task.Fill _, SchemaJob.Task.Count _ -> Value.Null.NULL;
            case SchemaJob.Task.Erase(Remains remains) ->
                    new Value.Array(
                            remains.numbers().stream()
                                    .map(number -> Value.of((long) number))
                                    .toList());
        };
    }

    public static void delete(OpenTransaction tx, SchemaJob job) {
        tx.write(new Write.Delete(key(job), Expectation.ANYTHING));
    }

    private static Key key(SchemaJob job) {
        return ROWS.keys().key(List.of(Value.of(job.database()), Value.of(job.id())));
    }

    private static SchemaJob read(Key key, Row row) {
        List<Value> values = ROWS.load(key, row);
        Optional<Key> from =
                values.get(5) instanceof Bytes bytes
                        ? Optional.of(Key.of(bytes.toBytes()))
                        : Optional.empty();
        int id = (int) number(values.get(1));
        return new SchemaJob(
                (int) number(values.get(0)),
                id,
                id == SchemaJob.COUNT
                        ? new SchemaJob.Task.Count((int) number(values.get(2)))
                        : task(values.get(2), values.get(7)),
                values.get(3) instanceof Value.Text(String text) ? text : "",
                number(values.get(4)),
                from,
                number(values.get(6)));
    }

    private static SchemaJob.Task task(Value table, Value erased) {
        return erased instanceof Value.Array(List<Value> numbers)
                ? new SchemaJob.Task.Erase(
                        Remains.of(numbers.stream().map(each -> (int) number(each)).toList()))
                : new SchemaJob.Task.Fill((int) number(table));
    }

    private static long number(Value value) {
        return value instanceof Value.Int(long number) ? number : 0;
    }
}
