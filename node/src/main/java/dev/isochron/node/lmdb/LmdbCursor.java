package dev.isochron.node.lmdb;

import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreFailed;
import java.nio.ByteBuffer;
import org.lmdbjava.Cursor;
import org.lmdbjava.GetOp;
import org.lmdbjava.LmdbException;

/// Moves a cursor of LMDB's. Keys and values are windows into the map.
class LmdbCursor implements dev.isochron.storage.ordered.Cursor {
    final Cursor<ByteBuffer> cursor;
    final ByteBuffer sought = ByteBuffer.allocateDirect(OrderedStore.MAX_KEY_BYTES + 1);

    private final DamageMark mark;

    LmdbCursor(Cursor<ByteBuffer> cursor, DamageMark mark) {
        this.cursor = cursor;
        this.mark = mark;
    }

    @Override
    public boolean seek(byte[] key, int length) {
        try {
            if (length == 0) {
                return cursor.first();
            }
            return cursor.get(sought(key, length), GetOp.MDB_SET_RANGE);
        } catch (LmdbException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean seekBelow(byte[] key, int length) {
        try {
            if (length == 0) {
                return false;
            }
            return cursor.get(sought(key, length), GetOp.MDB_SET_RANGE)
                    ? cursor.prev()
                    : cursor.last();
        } catch (LmdbException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean next() {
        try {
            return cursor.next();
        } catch (LmdbException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean previous() {
        try {
            return cursor.prev();
        } catch (LmdbException e) {
            throw unreadable(e);
        }
    }

    @Override
    public ByteBuffer key() {
        return cursor.key();
    }

    @Override
    public ByteBuffer value() {
        return cursor.val();
    }

    final ByteBuffer sought(byte[] key, int length) {
        return sought.clear().put(0, key, 0, length).limit(length);
    }

    private StoreFailed unreadable(LmdbException cause) {
        return mark.failed("the pages of the store cannot be read", cause);
    }
}
