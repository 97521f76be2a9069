package dev.isochron.bench.stall;

import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Clients that write one row each, again and again, and note when each write ended.
final class Writers implements AutoCloseable {

    private static final String TABLE = "stall";

    private static final RowKeys KEYS =
            new RowKeys(
                    Table.declare(new TableId(TableId.FIRST_OF_USERS), TABLE)
                            .required("id", Scalar.INT64)
                            .key("id")
                            .build());

    private final Isochron db;
    private final int count;
    private final List<Writer> writers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Writers(Isochron db, int count) {
        this.db = db;
        this.count = count;
    }

    /// One of them. Its ends are read by others only once its thread has ended.
    private final class Writer {
        private final long id;
        private final Ends ends = new Ends();
        private final Thread thread;

        Writer(int number) {
            this.id = idOf(number);
            this.thread = Thread.ofVirtual().name("writer-" + number).unstarted(this::work);
        }

        private void work() {
            for (long value = 0; !over; value++) {
                long written = value;
                try {
                    db.run(tx -> tx.put(tx.row(TABLE).with("id", id).with("value", written)));
                    ends.add(System.nanoTime());
                } catch (IsochronException failed) {
                    failures.add(String.valueOf(failed.getMessage()));
                }
            }
        }
    }

    private long idOf(int number) {
        return Long.MAX_VALUE / count * number + 1;
    }

    /// The key that parts the rows of writer `number` and of all behind it from the others.
    Key borderBefore(int number) {
        return KEYS.key(List.of(new Value.Int(idOf(number))));
    }

    void start() {
        db.createTable(
                TABLE,
                t -> t.required("id", Scalar.INT64).required("value", Scalar.INT64).key("id"));
        for (int number = 0; number < count; number++) {
            Writer writer = new Writer(number);
            writers.add(writer);
            writer.thread.start();
        }
    }

    /// Ends all writers.
    ///
    /// @return when the writes of each ended
    List<Ends> stop() throws InterruptedException {
        over = true;
        for (Writer writer : writers) {
            writer.thread.join();
        }
        return writers.stream().map(writer -> writer.ends).toList();
    }

    /// What failed, in the words that programs were told.
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over = true;
        db.close();
    }
}
