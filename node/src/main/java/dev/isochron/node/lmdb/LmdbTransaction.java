package dev.isochron.node.lmdb;

import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.Transaction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;

/// The inside of a write transaction. Puts go through the one cursor: in rising order it is most
/// often on the right page already.
final class LmdbTransaction extends LmdbCursor implements Transaction {
    private static final int FIRST_BUFFER = 4096;

    private ByteBuffer content = ByteBuffer.allocateDirect(FIRST_BUFFER);

    LmdbTransaction(Cursor<ByteBuffer> cursor, DamageMark mark) {
        super(cursor, mark);
    }

    @Override
    public void put(byte[] key, int keyLength, byte[] value, int valueLength) {
        if (keyLength < 1 || keyLength > OrderedStore.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + keyLength + " bytes");
        }
        if (content.capacity() < valueLength) {
            content = ByteBuffer.allocateDirect(Math.max(valueLength, 2 * content.capacity()));
        }
        content.clear().put(0, value, 0, valueLength).limit(valueLength);
        cursor.put(sought(key, keyLength), content);
    }

    @Override
    public void delete(byte[] key, int length) {
        if (cursor.get(sought(key, length), GetOp.MDB_SET_KEY)) {
            cursor.delete();
        }
    }

    @Override
    public int deleteRange(byte[] from, byte[] until, int limit) {
        int deleted = 0;
        boolean found = seek(from, from.length);
        while (found && deleted < limit && isBelow(key(), until)) {
            cursor.delete();
            deleted++;
            found = cursor.next();
        }
        return deleted;
    }

    private static boolean isBelow(ByteBuffer entry, byte[] until) {
        byte[] key = new byte[entry.limit()];
        entry.get(0, key);
        return Arrays.compareUnsigned(key, until) < 0;
    }
}
