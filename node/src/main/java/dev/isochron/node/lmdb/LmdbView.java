package dev.isochron.node.lmdb;

import dev.isochron.storage.ordered.View;
import java.nio.ByteBuffer;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/// A read transaction with its cursor, used again and again.
final class LmdbView extends LmdbCursor implements View {
    private final LmdbViews views;
    private final Txn<ByteBuffer> transaction;
    private boolean isOpen = true;

    private LmdbView(LmdbViews views, Txn<ByteBuffer> transaction, Dbi<ByteBuffer> database) {
        super(database.openCursor(transaction), views.mark());
        this.views = views;
        this.transaction = transaction;
    }

    static LmdbView begin(LmdbViews views, Env<ByteBuffer> environment, Dbi<ByteBuffer> database) {
        return new LmdbView(views, environment.txnRead(), database);
    }

    void renew() {
        transaction.renew();
        cursor.renew(transaction);
        isOpen = true;
    }

    /// Lets go of the state it saw and goes back to the others.
    @Override
    public void close() {
        if (isOpen) {
            isOpen = false;
            transaction.reset();
            views.giveBack(this);
        }
    }

    /// Ends it for good.
    void end() {
        cursor.close();
        transaction.close();
    }
}
