package dev.isochron.client;

import dev.isochron.client.Transaction.Reading;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Reads;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads that are gathered, and then asked together: one request to each shard, whatever the tables
/// and the locks.
///
/// ```java
/// Batch batch = tx.batch();
/// Supplier<Optional<Row>> tax = batch.get(tx.columns("rate"), "tax", country);
/// Supplier<Optional<Row>> till = batch.get(tx.forUpdate(), "till", number);
/// batch.read();
/// Row rate = tax.get().orElseThrow();
/// ```
///
/// For one thread at a time, and for one reading.
public final class Batch {

    private final Transaction tx;
    private final Reads reads;
    private final SortedMap<Key, LockMode> wanted = new TreeMap<>();
    private @Nullable SortedMap<Key, dev.isochron.protocol.row.Row> found;

    Batch(Transaction tx, Reads reads) {
        this.tx = tx;
        this.reads = reads;
    }

    /// The row with this key, if there is one; known once [#read] has returned.
    ///
    /// @param how as what the transaction's own methods return: `tx.columns("a")`,
    ///   `tx.forUpdate()`; it must wait for locks
    public Supplier<Optional<Row>> get(Reading how, String table, Object... key) {
        Supplier<List<Optional<Row>>> rows = rows(how, table, List.of(Arrays.asList(key)));
        return () -> rows.get().getFirst();
    }

    /// The rows with these keys, in their order; known once [#read] has returned.
    public Supplier<List<Optional<Row>>> rows(
            Reading how, String table, List<? extends List<?>> keys) {
        if (how.style().patience() != LockWait.WAIT) {
            throw new IllegalArgumentException("reads of a batch wait for locks");
        }
        if (found != null) {
            throw new IllegalStateException("the batch was read already");
        }
        Layout layout = tx.layout(table);
        LockMode mode = Reads.locks(layout, how.style()).mode();
        List<Key> encoded = new ArrayList<>();
        for (List<?> key : keys) {
            Key one = layout.key(key);
            wanted.merge(one, mode, LockMode::union);
            encoded.add(one);
        }
        return () -> {
            SortedMap<Key, dev.isochron.protocol.row.Row> rows = found;
            if (rows == null) {
                throw new IllegalStateException("the batch was not read yet");
            }
            return reads.loaded(layout, encoded, rows);
        };
    }

    /// Reads all that was asked for.
    public void read() {
        found = reads.points(wanted);
    }
}
