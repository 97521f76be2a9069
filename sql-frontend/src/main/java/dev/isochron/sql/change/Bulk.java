package dev.isochron.sql.change;

import dev.isochron.client.OpenTransaction;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.sql.store.TableAccess;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes to what nobody else knows of yet, beside the transaction that will tell of it.
///
/// A table that was made or emptied in an open transaction is stored under a number that is in no
/// committed declaration. Its rows are written in transactions of their own, some at a time, so
/// that more of them can be loaded than fit one transaction. If the transaction that tells of them
/// never commits, they are erased; if nobody is left to do that, nobody finds them either.
///
/// Only plain inserts go this way. Whoever reads such a table in its transaction ends it before, by
/// [#settle], as the locks of both would be in each other's way.
public final class Bulk {

    /// What is written at once.
    private static final long BATCH_BYTES = 512 << 10;

    private static final long OF_A_WRITE = 64;

    private final Supplier<OpenTransaction> opening;
    private @Nullable TreeSet<TableId> fresh;
    private @Nullable OpenTransaction side;
    private long pending;
    private boolean beside;

    /// @param opening begins a transaction of its own
    public Bulk(Supplier<OpenTransaction> opening) {
        this.opening = opening;
    }

    /// Nobody else knows of what is stored under this number.
    public void fresh(TableId table) {
        if (fresh == null) {
            fresh = new TreeSet<>();
        }
        fresh.add(table);
    }

    /// The transaction itself changed rows, which nobody else sees.
    void changedBeside() {
        beside = true;
    }

    /// Whether everything but the catalog is there for all to see.
    public boolean isAlone() {
        return !beside;
    }

    boolean isFresh(TableAccess table) {
        return fresh != null && fresh.contains(table.table().stored().id());
    }

    /// The transaction in which rows of fresh tables are looked for, and written.
    OpenTransaction tx() {
        OpenTransaction open = side;
        if (open == null) {
            open = opening.get();
            side = open;
        }
        return open;
    }

    /// Writes something that nobody else knows of.
    public void write(Write write) {
        tx().write(write);
        pending += write.bytes() + OF_A_WRITE;
        if (pending >= BATCH_BYTES) {
            flush();
        }
    }

    /// Makes everything visible to the transaction that will tell of it.
    public void flush() {
        OpenTransaction open = side;
        if (open != null) {
            side = null;
            pending = 0;
            var _ = open.commit();
        }
    }

    /// From now on a table is written by its transaction alone.
    public void settle(TableId table) {
        if (fresh != null && fresh.remove(table)) {
            flush();
        }
    }

    /// From now on all tables are written by their transaction alone.
    public void settle() {
        if (fresh != null && !fresh.isEmpty()) {
            fresh = null;
            flush();
        }
    }

    /// Gives up what is not written yet.
    public void abandon() {
        fresh = null;
        OpenTransaction open = side;
        if (open != null) {
            side = null;
            pending = 0;
            open.rollback();
        }
    }
}
