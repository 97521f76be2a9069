package dev.isochron.bench.jmh;

import dev.isochron.protocol.key.Key;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/// LMDB as its binding offers it, used as well as we can: one pooled read transaction, renewed for
/// each read, and one write transaction for all rows.
final class BareLmdb implements AutoCloseable {
    private static final long MAP = 1L << 36;

    private final Env<ByteBuffer> environment;
    private final Dbi<ByteBuffer> database;
    private final ByteBuffer sought = ByteBuffer.allocateDirect(512);
    private final Txn<ByteBuffer> reader;
    private final Cursor<ByteBuffer> cursor;
    private double fillSeconds;

    BareLmdb(Path directory) {
        environment =
                Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                        .setMapSize(MAP)
                        .setMaxDbs(1)
                        .open(directory.toFile(), EnvFlags.MDB_NOTLS);
        database = environment.openDbi((String) null);
        reader = environment.txnRead();
        cursor = database.openCursor(reader);
        reader.reset();
    }

    void fill(List<Key> keys, byte[] row) {
        ByteBuffer content = ByteBuffer.allocateDirect(row.length);
        content.put(row).flip();
        long begin = System.nanoTime();
        try (Txn<ByteBuffer> txn = environment.txnWrite()) {
            try (Cursor<ByteBuffer> writer = database.openCursor(txn)) {
                for (Key key : keys) {
                    writer.put(sought(key), content);
                }
            }
            txn.commit();
        }
        fillSeconds = (System.nanoTime() - begin) / 1e9;
    }

    double fillSeconds() {
        return fillSeconds;
    }

    byte[] get(Key key) {
        reader.renew();
        ByteBuffer found = database.get(reader, sought(key));
        byte[] copy = new byte[found.remaining()];
        found.get(copy);
        reader.reset();
        return copy;
    }

    /// Steps over rows and copies them.
    ///
    /// @return something of each
    long scan(Key from, int rows) {
        reader.renew();
        cursor.renew(reader);
        long seen = 0;
        boolean found = cursor.get(sought(from), GetOp.MDB_SET_RANGE);
        for (int i = 0; i < rows && found; i++) {
            byte[] key = new byte[cursor.key().remaining()];
            byte[] row = new byte[cursor.val().remaining()];
            cursor.key().get(key);
            cursor.val().get(row);
            seen += key.length + row.length;
            found = cursor.next();
        }
        reader.reset();
        return seen;
    }

    private ByteBuffer sought(Key key) {
        return sought.clear().put(key.toBuffer()).flip();
    }

    @Override
    public void close() {
        cursor.close();
        reader.close();
        environment.close();
    }
}
