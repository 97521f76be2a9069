package dev.isochron.client;

import dev.isochron.client.error.CalledOff;
import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.port.Ports;
import dev.isochron.client.port.Sessions;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Router;
import dev.isochron.client.table.Row;
import dev.isochron.client.table.Tables;
import dev.isochron.client.transport.GrpcPorts;
import dev.isochron.client.txn.Attempts;
import dev.isochron.client.txn.Heart;
import dev.isochron.client.txn.Outcomes;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableBuilder;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A cluster, for a program. One is enough for all its threads; close it at the end.
///
/// ```java
/// try (Isochron db = Isochron.connect("localhost:7101")) {
///     db.run(tx -> tx.insert(tx.row("account").with("id", 1).with("balance", 100)));
/// }
/// ```
public final class Isochron implements AutoCloseable {

    private final Router router;
    private final Tables tables;
    private final Attempts attempts;
    private final ClientSettings settings;
    private final Holds holds;
    private final Requests requests;
    private final Heart heart;

    private Isochron(Ports ports, ClientSettings settings) {
        this.settings = settings;
        this.router = new Router(ports, settings.router());
        this.tables = new Tables(router);
        this.attempts = new Attempts(router, tables);
        this.requests = new Requests(this, router, settings.requestsKept());
        this.holds = new Holds(this, router, settings.holds());
        this.heart = new Heart(router.sessions(), "isochron-holds");
    }

    /// Connects to the cluster that some of these nodes belong to.
    ///
    /// @param addresses `host:port`, several separated by commas
    /// @throws UnavailableException if none of them answers; it lists them
    public static Isochron connect(String addresses) {
        return connect(ClientSettings.of(addresses));
    }

    /// Connects to a cluster.
    ///
    /// @throws UnavailableException if no node answers; it lists them
    public static Isochron connect(ClientSettings settings) {
        return over(GrpcPorts.plain(), settings);
    }

    /// Connects over ports of the caller's choice: with TLS, or in a simulation.
    ///
    /// @throws UnavailableException if no node answers; it lists them
    public static Isochron over(Ports ports, ClientSettings settings) {
        Isochron db = new Isochron(ports, settings);
        try {
            Deadline deadline = Deadline.after(ports.sessions(), settings.connectTimeout());
            return CalledOff.unless(() -> {
                db.router.connect(deadline);
                return db;
            });
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /// Runs work as one transaction: all of it is done, or nothing; at one moment, as far as
    /// anybody can tell. Aborts are retried, with the age of the first attempt, so that the work
    /// gets its turn; it may run several times.
    ///
    /// @throws dev.isochron.client.error.IsochronException if it cannot be done; only
    ///   `OutcomeUnknownException` leaves open whether it was
    /// @throws E what the work throws; nothing of it is done then
    public <T extends @Nullable Object, E extends Exception> Committed<T> transact(Work<T, E> work)
            throws E {
        return transact(settings.defaults(), work);
    }

    /// Runs work as one transaction, with options of its own.
    ///
    /// @throws E what the work throws; nothing of it is done then
    public <T extends @Nullable Object, E extends Exception> Committed<T> transact(
            TransactionOptions options, Work<T, E> work) throws E {
        try {
            Attempts.Done<T> done = attempts.run(options, run -> work.run(new Transaction(run)));
            return new Committed<>(done.value(), done.receipt());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            UnavailableException calledOff = new UnavailableException(new Unavailable.Cancelled());
            calledOff.initCause(e);
            throw calledOff;
        }
    }

    /// Begins a transaction that its program keeps open from call to call.
    ///
    /// @throws UnavailableException if no node answers
    public OpenTransaction begin(TransactionOptions options) {
        return new OpenTransaction(router, attempts, options);
    }

    /// Runs work that returns nothing as one transaction.
    ///
    /// @throws E what the work throws; nothing of it is done then
    public <E extends Exception> Receipt run(Action<E> work) throws E {
        return run(settings.defaults(), work);
    }

    /// Runs work that returns nothing as one transaction, with options of its own.
    ///
    /// @throws E what the work throws; nothing of it is done then
    public <E extends Exception> Receipt run(TransactionOptions options, Action<E> work) throws E {
        Work<Boolean, E> done =
                tx -> {
                    work.run(tx);
                    return true;
                };
        return transact(options, done).receipt();
    }

    /// Runs work at most once for each key, however often it is asked for and whatever became of
    /// the answers: a row that says so is written by the same transaction.
    ///
    /// @param key the same whenever the same is meant; [#requestKey] makes one
    /// @throws dev.isochron.client.error.BadInputException with `RequestTooOld` if the key is so
    ///   old that it is not known any more whether it was done: it is not done now, then
    /// @throws E what the work throws; nothing of it is done then
    public <T, E extends Exception> Once<T> transactOnce(RequestKey key, Work<T, E> work) throws E {
        Committed<Once<T>> done =
                transact(
                        settings.defaults(),
                        tx -> {
                            Optional<Timestamp> before = requests.doneBefore(tx, key);
                            if (before.isPresent()) {
                                return new Once<>(Optional.empty(), before.get());
                            }
                            T value = work.run(tx);
                            requests.done(tx, key);
                            return new Once<>(Optional.of(value), Timestamp.MIN);
                        });
        Once<T> once = done.value();
        return once.isRepeated() ? once : new Once<>(once.value(), done.timestamp());
    }

    /// A key for a request that is made now, to be kept until it is known that it was done.
    ///
    /// @param name that no other request has that is made at the same time
    /// @throws UnavailableException if no node answers
    public RequestKey requestKey(String name) {
        Deadline deadline = Deadline.after(router.sessions(), settings.connectTimeout());
        return CalledOff.unless(() -> {
            router.connect(deadline);
            return new RequestKey(router.now(), name);
        });
    }

    /// What is known of requests with keys.
    public Requests requests() {
        return requests;
    }

    /// About the time, as nodes tell it.
    public Timestamp now() {
        return router.now();
    }

    /// A time that is surely past, as some node said; it is the newer the later a node was asked.
    public Timestamp surelyPast() {
        return router.surelyPast();
    }

    /// Time that only ever goes forward, in nanoseconds from an arbitrary origin.
    public long nanos() {
        return router.sessions().nanos();
    }

    /// Waits.
    ///
    /// @throws UnavailableException if the caller was called off
    public void pause(Duration time) {
        long until = nanos() + time.toNanos();
        CalledOff.unless(() -> router.sessions().await(new CompletableFuture<>(), until));
    }

    /// Runs something beside the caller.
    public void beside(String name, Runnable body) {
        router.sessions().start(name, body);
    }

    /// Reads of everything that was acknowledged before, at one moment, without locks.
    public Snapshot snapshot() {
        return snapshot(Freshness.strong());
    }

    /// Reads of one moment, without locks, at any replica.
    public Snapshot snapshot(ReadAt at) {
        router.requireOpen();
        return new Snapshot(
                new Snapshot.Basis(router, tables, holds, heart),
                at,
                settings.defaults().deadline());
    }

    /// What snapshots are held in the cluster, by whomever.
    public Holds holds() {
        return holds;
    }

    /// The newest state of one row, without a lock.
    public Optional<Row> get(String table, Object... key) {
        return snapshot(new ReadAt.Strong(true)).get(table, key);
    }

    /// The name of a row whose key is known, as people write it.
    public String nameOf(Key key) {
        Deadline deadline = Deadline.after(router.sessions(), settings.connectTimeout());
        return CalledOff.unless(() -> tables.nameOf(key, deadline));
    }

    /// What became of a transaction whose commit was not answered. If nothing was decided yet,
    /// asking decides it: it is undone. So the answer is final.
    ///
    /// @throws UnavailableException if nobody can tell now
    public Outcome outcome(TransactionRef transaction) {
        router.requireOpen();
        Deadline deadline = Deadline.after(router.sessions(), settings.defaults().deadline());
        return CalledOff.unless(() -> Outcomes.ask(router, transaction, deadline))
                .orElseThrow(() ->
                        new UnavailableException(
                                new Unavailable.DeadlineExceeded(
                                        deadline.whole(), "the outcome of " + transaction)));
    }

    /// Declares a table.
    ///
    /// ```java
    /// db.createTable("account", t -> t.required("id", INT64).required("balance", INT64).key("id"));
    /// ```
    ///
    /// @throws dev.isochron.client.error.BadInputException if there is one of that name
    public Table createTable(String name, UnaryOperator<TableBuilder> declaration) {
        return transact(tx -> new Declaring(tx).declare(name, declaration)).value();
    }

    /// The declaration of a table.
    ///
    /// @throws dev.isochron.client.error.BadInputException if there is none
    public Table table(String name) {
        router.requireOpen();
        Deadline deadline = Deadline.after(router.sessions(), settings.defaults().deadline());
        return CalledOff.unless(() -> tables.layout(name, deadline)).table();
    }

    /// A row of a table, all null, to be filled.
    public Row row(String table) {
        Deadline deadline = Deadline.after(router.sessions(), settings.defaults().deadline());
        return CalledOff.unless(() -> tables.layout(table, deadline)).empty();
    }

    /// [#transact], beside the caller. Cancelling the promise calls the work off.
    public <T extends @Nullable Object, E extends Exception>
            CompletableFuture<Committed<T>> transactAsync(Work<T, E> work) {
        return transactAsync(settings.defaults(), work);
    }

    /// [#transact], beside the caller. Cancelling the promise calls the work off.
    public <T extends @Nullable Object, E extends Exception>
            CompletableFuture<Committed<T>> transactAsync(
                    TransactionOptions options, Work<T, E> work) {
        return beside("isochron-transact", () -> transact(options, work));
    }

    /// Reads of one moment, beside the caller.
    public <T extends @Nullable Object> CompletableFuture<T> snapshotAsync(
            ReadAt at, Function<Snapshot, T> reading) {
        return beside("isochron-snapshot", () -> reading.apply(snapshot(at)));
    }

    /// [#outcome], beside the caller.
    public CompletableFuture<Outcome> outcomeAsync(TransactionRef transaction) {
        return beside("isochron-outcome", () -> outcome(transaction));
    }

    private <T extends @Nullable Object> CompletableFuture<T> beside(
            String name, Callable<T> call) {
        Beside<T> promise = new Beside<>();
        promise.session =
                router.sessions()
                        .start(
                                name,
                                () -> {
                                    try {
                                        promise.complete(call.call());
                                    } catch (Exception e) {
                                        promise.completeExceptionally(e);
                                    }
                                });
        return promise;
    }

    /// A promise that calls off who should keep it.
    private static final class Beside<T extends @Nullable Object> extends CompletableFuture<T> {
        private volatile Sessions.@Nullable Session session;

        @Override
        public boolean cancel(boolean mayInterrupt) {
            Sessions.Session working = session;
            if (working != null && !isDone()) {
                working.interrupt();
            }
            return super.cancel(mayInterrupt);
        }
    }

    /// Gives up what is under way, and every connection.
    @Override
    public void close() {
        router.close();
    }
}
