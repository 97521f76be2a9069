package dev.isochron.bench.kv;

import dev.isochron.bench.peer.IgniteCalls;
import java.util.List;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.table.RecordView;
import org.apache.ignite.table.Tuple;
import org.apache.ignite.tx.Transaction;
import org.apache.ignite.tx.TransactionException;
import org.jspecify.annotations.Nullable;

/// Apache Ignite 3 through its own client: a table of three replicas, rows as tuples.
final class IgniteKv implements PeerKv {

    static final String NAME = "ignite3";

    private static final String ZONE =
            "CREATE ZONE IF NOT EXISTS bench (REPLICAS 3, PARTITIONS 3) STORAGE PROFILES"
                    + " ['default']";
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS kv (id BIGINT PRIMARY KEY, balance BIGINT, filler"
                    + " VARCHAR(200)) ZONE bench";

    private final IgniteClient client;
    private final RecordView<Tuple> rows;

    private IgniteKv(IgniteClient client, RecordView<Tuple> rows) {
        this.client = client;
        this.rows = rows;
    }

    static IgniteKv connect(List<String> addresses) {
        IgniteClient client = IgniteCalls.connect(addresses);
        client.sql().executeScript(ZONE + "; " + TABLE);
        return new IgniteKv(client, client.tables().table("kv").recordView());
    }

    private static Tuple key(long id) {
        return Tuple.create().set("id", id);
    }

    private static Tuple row(long id, long balance) {
        return key(id).set("balance", balance).set("filler", KvShape.FILLER);
    }

    @Override
    public void put(long id) {
        IgniteCalls.await(rows.upsertAsync(null, row(id, 1)));
    }

    @Override
    public void get(long id) {
        get(null, id);
    }

    /// The smaller key first, as an application would, because locks are taken in this order; what
    /// is refused for a lock all the same begins again.
    @Override
    public void transfer(long from, long to) {
        while (!isTransferred(Math.min(from, to), Math.max(from, to))) {
            Thread.onSpinWait();
        }
    }

    /// Whether it was done, and not refused.
    private boolean isTransferred(long first, long second) {
        Transaction tx = IgniteCalls.await(client.transactions().beginAsync());
        try {
            raise(tx, first);
            if (first != second) {
                raise(tx, second);
            }
            IgniteCalls.await(tx.commitAsync());
            return true;
        } catch (TransactionException _) {
            IgniteCalls.rollBack(tx);
            return false;
        }
    }

    private void raise(Transaction tx, long id) {
        long balance = get(tx, id).longValue("balance");
        IgniteCalls.await(rows.upsertAsync(tx, row(id, balance + 1)));
    }

    private Tuple get(@Nullable Transaction tx, long id) {
        Tuple row = IgniteCalls.await(rows.getAsync(tx, key(id)));
        if (row == null) {
            throw new IllegalStateException("a row is not there");
        }
        return row;
    }

    @Override
    public void close() {
        client.close();
    }
}
