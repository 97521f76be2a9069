package dev.isochron.node.lmdb;

import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.Edit;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Env.MapFullException;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;
import org.lmdbjava.Txn;

/// One write transaction of LMDB's: the edit runs at [#write], and [#sync] commits, which writes
/// the pages, syncs them, and then writes and syncs the page that makes them count.
///
/// A full map and a full disk can show in either step; each is cured once and the edit runs again.
final class LmdbCommit implements Commit {
    /// ENOSPC and EDQUOT, as Linux numbers them.
    private static final int NO_SPACE = 28;

    private static final int QUOTA_EXCEEDED = 122;

    /// EIO, which LMDB also says when only a part of a page could be written.
    private static final int INPUT_OUTPUT = 5;

    private final LmdbStore store;
    private final Edit edit;
    private @Nullable Txn<ByteBuffer> written;

    LmdbCommit(LmdbStore store, Edit edit) {
        this.store = store;
        this.edit = edit;
    }

    @Override
    public void write() {
        store.requireUsable();
        store.reserve().restore();
        try {
            begin();
        } catch (LmdbException e) {
            cure(e);
            again(this::begin);
        }
    }

    @Override
    public void sync() {
        if (written == null) {
            throw new IllegalStateException("a commit is written before it is synced");
        }
        try {
            commit();
        } catch (LmdbException e) {
            cure(e);
            again(() -> {
                begin();
                commit();
            });
        }
    }

    private void again(Runnable step) {
        try {
            step.run();
        } catch (LmdbException e) {
            throw isNoSpace(e) || e instanceof MapFullException ? store.full(e) : store.failed(e);
        }
    }

    private void begin() {
        Txn<ByteBuffer> transaction = store.begin();
        boolean isWritten = false;
        try {
            try (Cursor<ByteBuffer> cursor = store.database().openCursor(transaction)) {
                edit.apply(new LmdbTransaction(cursor, store.mark()));
            }
            isWritten = true;
            written = transaction;
        } finally {
            if (!isWritten) {
                transaction.close();
            }
        }
    }

    private void commit() {
        Txn<ByteBuffer> transaction = written;
        written = null;
        if (transaction != null) {
            store.makeRoomInFile();
            try (transaction) {
                transaction.commit();
            }
        }
    }

    /// Does what lets the edit succeed when it runs again, or throws.
    private void cure(LmdbException cause) {
        switch (cause) {
            case MapFullException _ -> store.grow(cause);
            case LmdbNativeException code when isNoSpace(code) -> {
                if (!store.reserve().release()) {
                    throw store.full(cause);
                }
            }
            default -> throw store.failed(cause);
        }
    }

    /// Taking a failing disk that is also full for a full one does no harm: the pages that count
    /// were not touched, and whatever was written of this batch is written again.
    private boolean isNoSpace(LmdbException e) {
        return e instanceof LmdbNativeException code
                && switch (code.getResultCode()) {
                    case NO_SPACE, QUOTA_EXCEEDED -> true;
                    case INPUT_OUTPUT -> store.reserve().isDiskFull();
                    default -> false;
                };
    }
}
