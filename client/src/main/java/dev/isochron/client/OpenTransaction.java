package dev.isochron.client;

import dev.isochron.client.error.CalledOff;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Router;
import dev.isochron.client.route.Traffic;
import dev.isochron.client.txn.Attempts;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.Mark;
import dev.isochron.client.txn.Reads;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.Run;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.client.txn.Tries;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A transaction that its program keeps open from call to call, as a session does between `BEGIN`
/// and `COMMIT`. `transact` is the better way for everybody who can hand over the whole work.
///
/// ```java
/// try (OpenTransaction tx = db.begin(TransactionOptions.tagged("session 7"))) {
///     SortedMap<Key, Row> found = tx.points(keys, Locks.SHARED);
///     tx.write(new Write.Put(key, row, Write.Expectation.ABSENT));
///     Receipt receipt = tx.commit();
/// }
/// ```
///
/// It speaks of keys and bytes. Reads show its own writes, which stay here until the commit. What
/// the options call the deadline is for each call anew, not for all together. An abort is not
/// retried by itself: [#restart] begins another attempt with the same age, and the program does its
/// work again. Its locks are kept while its program thinks, up to the idle limit.
///
/// For one thread at a time.
public final class OpenTransaction implements StoredReader, AutoCloseable {

    private final Router router;
    private final Tries tries;
    private Duration perCall;
    private Reads reads;

    OpenTransaction(Router router, Attempts attempts, TransactionOptions options) {
        this.router = router;
        this.perCall = options.deadline();
        this.tries = CalledOff.unless(() -> attempts.open(options, deadline()));
        this.reads = new Reads(tries.begin(deadline()));
    }

    private Deadline deadline() {
        return Deadline.after(router.sessions(), perCall);
    }

    /// The attempt, about to wait for something.
    private Run run() {
        tries.deadline(deadline());
        return tries.run();
    }

    /// The id of this attempt; the next has another.
    public TxnId id() {
        return tries.run().id();
    }

    /// Neither committed nor rolled back.
    public boolean isOpen() {
        return tries.isOpen();
    }

    /// Why this attempt cannot go on, if it cannot.
    public Optional<Failure> doom() {
        return tries.doom();
    }

    /// How long each call from now on may wait.
    public void patience(Duration newPerCall) {
        perCall = newPerCall;
    }

    /// Says what it is doing now; others see it when this stands in their way.
    public void statement(String text) {
        tries.run().statement(text);
    }

    @Override
    public SortedMap<Key, Row> points(Collection<Key> keys, Locks locks) {
        var _ = run();
        return reads.points(keys, locks);
    }

    @Override
    public @Nullable Row point(Key key, Locks locks) {
        var _ = run();
        return reads.point(key, locks);
    }

    /// Locks keys that are to be read soon, each in its own mode, with one request to each shard.
    /// Reads that want no more than that need not ask again.
    public void lockAhead(SortedMap<Key, LockMode> keys) {
        var _ = run();
        var _ = reads.points(keys);
    }

    /// Asks the shards whether they still have all its locks. Between reads of two shards locks of
    /// the first may be lost, to an older transaction or with a leader: what the second shows is
    /// then of another moment. The commit finds that out in any case. A program that fails of what
    /// it read, and would not commit at all, finds out here whether it should begin again instead.
    ///
    /// @throws dev.isochron.client.error.AbortedException if locks are lost
    public void confirm() {
        var _ = run();
        reads.confirm();
    }

    @Override
    public void count(@Nullable Traffic traffic) {
        reads.count(traffic);
    }

    @Override
    public Duration lockWait() {
        return tries.lockWait();
    }

    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        var _ = run();
        return reads.pages(spans, limit, locks);
    }

    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        var _ = run();
        return reads.page(span, direction, limit, locks);
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        var _ = run();
        return reads.page(range, locks);
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        var _ = run();
        return reads.groups(range, locks);
    }

    @Override
    public List<StoredPage> pages(List<Lookup.Range> ranges, Locks locks) {
        var _ = run();
        return reads.pages(ranges, locks);
    }

    @Override
    public List<Optional<StoredPage>> groups(List<Lookup.Range> ranges, Locks locks) {
        var _ = run();
        return reads.groups(ranges, locks);
    }

    @Override
    public List<Span> cut(Span span, Direction direction, int atMost) {
        var _ = run();
        return reads.cut(span, direction, atMost);
    }

    /// Writes, deletes or patches what a key holds. What the write expects is checked at the
    /// commit, unless an earlier write of this transaction says already that it is not so.
    ///
    /// @throws dev.isochron.client.error.BadInputException if it cannot be, by what was written
    ///   before or by its size
    public void write(Write write) {
        run().use();
        tries.run().buffer().write(write);
    }

    /// A place to go back to: what `SAVEPOINT` sets.
    public Mark mark() {
        return tries.run().buffer().mark();
    }

    /// Takes back everything that was written since the mark was set; the mark stays, later ones
    /// go. Locks stay.
    public void backTo(Mark mark) {
        tries.run().buffer().backTo(mark);
    }

    /// Forgets a mark and all later ones; what was written stays.
    public void forget(Mark mark) {
        tries.run().buffer().forget(mark);
    }

    /// Commits. The transaction is over if this returns, or throws anything but an
    /// `AbortedException`, after which it can be [restarted][#restart].
    ///
    /// @throws dev.isochron.client.error.IsochronException if it is undone; only
    ///   `OutcomeUnknownException` leaves open whether it was
    public Receipt commit() {
        return commit(Timestamp.MAX);
    }

    /// The same, at no moment beyond the bound: up to there its program can vouch for what it took
    /// to be so. Beyond it the transaction is undone.
    ///
    /// @throws dev.isochron.client.error.IsochronException if it is undone; only
    ///   `OutcomeUnknownException` leaves open whether it was
    public Receipt commit(Timestamp bound) {
        var _ = run();
        try {
            return CalledOff.unless(() -> tries.commit(bound));
        } finally {
            tries.end();
        }
    }

    /// Begins to commit: what is sent first leaves now, and nobody waits for it. [#commit] does,
    /// and must follow; nothing else may be done in between. So a program can have several commits
    /// under way at a time.
    public void beginCommit() {
        beginCommit(Timestamp.MAX);
    }

    /// The same, at no moment beyond the bound, which [#commit] must be told as well.
    public void beginCommit(Timestamp bound) {
        var _ = run();
        CalledOff.unless(() -> {
            tries.beginCommit(bound);
            return true;
        });
    }

    /// Begins another attempt, with the age of the first, so that its work gets its turn. Nothing
    /// remains of the attempt before.
    public void restart() {
        tries.end();
        CalledOff.unless(() -> {
            tries.pause(deadline());
            return true;
        });
        reads = new Reads(tries.begin(deadline()));
    }

    /// Gives it up. Nothing remains of it; its locks go. If it is over already, nothing happens.
    public void rollback() {
        tries.end();
    }

    @Override
    public void close() {
        rollback();
    }
}
