package dev.isochron.sql.change;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
/// Some of these transactions are committed at a time, so that rows are made while others are on
/// their way. Whether a key is taken nobody has to ask: each is written where nothing may be, and
/// only who fails of that looks which of them was.
///
/// A load into a table that others know of is written by its transaction, but its keys are claimed
/// in the same way: the commit is refused if one of them is taken.
///
/// Only plain inserts go this way. Whoever reads such a table in its transaction ends it before, by
/// [#settle], as the locks of both would be in each other's way.
public final class Bulk {

    /// What is written at once.
    private static final long BATCH_BYTES = 512 << 10;

    private static final long OF_A_WRITE = 64;

    /// Commits under way: what a load has in memory beside the rows that it makes.
    private static final int MAX_UNDER_WAY = 4;

    private final Supplier<OpenTransaction> opening;
    private @Nullable TreeSet<TableId> fresh;
    private @Nullable OpenTransaction side;
    private long pending;
    private boolean beside;
    private SortedMap<Key, Supplier<SqlException>> claims = new TreeMap<>();
    private boolean loading;
    private final TreeMap<Key, Supplier<SqlException>> ownClaims = new TreeMap<>();
    private final ArrayDeque<UnderWay> underWay = new ArrayDeque<>();

    /// A transaction that is being committed.
    ///
    /// @param claims keys that it takes, and what is to be said if one is taken already
    private record UnderWay(OpenTransaction tx, SortedMap<Key, Supplier<SqlException>> claims) {}

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

    /// The transaction is that of a load, and committed right after it.
    public void loads() {
        loading = true;
    }

    /// The transaction itself is about to write a new row of a load that takes a key.
    ///
    /// @param taken what is to be said if another row has it
    /// @return false if nobody loads, and whether it is taken must be looked for
    /// @throws SqlException if another row of the same part has it; one that is there already is
    ///   met by [#orTaken]
    boolean claimOwn(Key key, Supplier<SqlException> taken) {
        if (loading && ownClaims.putIfAbsent(key, taken) != null) {
            throw taken.get();
        }
        return loading;
    }

    /// Commits the transaction itself.
    ///
    /// @throws SqlException if a key was claimed that some row has
    public <T> T orTaken(Supplier<T> commit) {
        try {
            return commit.get();
        } catch (BadInputException e) {
            throw taken(ownClaims).map(RuntimeException.class::cast).orElse(e);
        }
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

    /// A new row is about to be written that takes a key.
    ///
    /// @param taken what is to be said if another row has it
    /// @throws SqlException if one has that is on its way; one that came earlier is met by [#flush]
    void claim(Key key, Supplier<SqlException> taken) {
        boolean isTaken = underWay.stream().anyMatch(one -> one.claims.containsKey(key));
        if (isTaken || claims.putIfAbsent(key, taken) != null) {
            throw taken.get();
        }
    }

    /// Writes something that nobody else knows of.
    public void write(Write write) {
        tx().write(write);
        pending += write.bytes() + OF_A_WRITE;
        if (pending >= BATCH_BYTES) {
            launch();
        }
    }

    /// Sends what is written.
    private void launch() {
        OpenTransaction open = side;
        if (open == null) {
            return;
        }
        if (underWay.size() == MAX_UNDER_WAY) {
            settleFirst();
        }
        UnderWay next = new UnderWay(open, claims);
        side = null;
        pending = 0;
        claims = new TreeMap<>();
        underWay.add(next);
        open.beginCommit();
    }

    private void settleFirst() {
        UnderWay first = underWay.removeFirst();
        try {
            var _ = first.tx.commit();
        } catch (BadInputException e) {
            throw taken(first.claims).map(RuntimeException.class::cast).orElse(e);
        }
    }

    /// What is to be said of a transaction that was refused because a key is taken.
    private Optional<SqlException> taken(SortedMap<Key, Supplier<SqlException>> refused) {
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        try (OpenTransaction look = opening.get()) {
            SortedMap<Key, Row> found = look.points(refused.keySet(), Locks.SHARED);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(refused.get(found.firstKey())).map(Supplier::get);
        }
    }

    /// Makes everything visible to the transaction that will tell of it.
    ///
    /// @throws SqlException if a key was taken that some row took since
    public void flush() {
        launch();
        while (!underWay.isEmpty()) {
            settleFirst();
        }
    }

    /// A statement has ended that wrote many rows: what is wrong with them is told now.
    public void check() {
        if (!claims.isEmpty() || !underWay.isEmpty()) {
            flush();
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

    /// Gives up what is not written yet. What is on its way has arrived then, or never will.
    public void abandon() {
        fresh = null;
        loading = false;
        ownClaims.clear();
        OpenTransaction open = side;
        if (open != null) {
            side = null;
            pending = 0;
            open.rollback();
        }
        claims = new TreeMap<>();
        while (!underWay.isEmpty()) {
            try {
                var _ = underWay.removeFirst().tx.commit();
            } catch (IsochronException e) {
                // Nothing of it is there; or nobody knows, and nobody will find it.
            }
        }
    }
}
