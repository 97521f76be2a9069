package dev.isochron.bench.demo;

import dev.isochron.bench.tpcc.sql.SqlFailure;
import dev.isochron.node.demo.DemoWorkload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Accounts between which money moves; every sum over all of them must be the same.
public final class BankWorkload implements DemoWorkload {

    private static final int ACCOUNTS = 1_000;
    private static final int TINY_ACCOUNTS = 100;
    private static final long OPENING_CENTS = 100_00;
    private static final int MOST_MOVED_CENTS = 50_00;
    private static final int CLIENTS = 4;

    /// One in so many is an audit.
    private static final int AUDITS = 10;

    private static final Duration SPELL = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final String UNDONE = "40001";
    private static final String UNDEFINED_TABLE = "42P01";

    /// What was done so far.
    private static final class Count {
        private final AtomicLong transfers = new AtomicLong();
        private final AtomicLong audits = new AtomicLong();
        private final AtomicLong undone = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final AtomicLong wrong = new AtomicLong();

        String told(double seconds) {
            return String.format(
                    Locale.ROOT,
                    "%,.0f transfers/s, %d audits, %s; %d undone and tried again, %d failed",
                    transfers.get() / seconds,
                    audits.get(),
                    wrong.get() == 0 ? "no cent was lost" : wrong.get() + " OF THEM WRONG",
                    undone.get(),
                    failed.get());
        }
    }

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public String about(DemoPlace place) {
        return String.format(
                Locale.ROOT, "table account, %,d accounts with 100.00 each", accounts(place));
    }

    private static int accounts(DemoPlace place) {
        return place.isTiny() ? TINY_ACCOUNTS : ACCOUNTS;
    }

    private DemoDatabase database(DemoPlace place) {
        return new DemoDatabase(place.sqlPorts(), name());
    }

    @Override
    public void load(DemoPlace place) {
        DemoDatabase database = database(place);
        database.create();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (isLoaded(statement)) {
                return;
            }
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS account (id integer PRIMARY KEY,"
                            + " owner text NOT NULL, cents bigint NOT NULL)");
            statement.execute(
                    ("INSERT INTO account SELECT n, 'owner ' || n, %d"
                                    + " FROM generate_series(1, %d) AS n")
                            .formatted(OPENING_CENTS, accounts(place)));
            place.teller().tell("bank: loaded %d accounts".formatted(accounts(place)));
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static boolean isLoaded(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM account")) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public String work(DemoPlace place, Duration duration) throws InterruptedException {
        return spell(place, duration).told(duration.toMillis() / 1e3);
    }

    @Override
    public void workOn(DemoPlace place) throws InterruptedException {
        while (true) {
            String told = spell(place, SPELL).told(SPELL.toMillis() / 1e3);
            place.teller().tell("bank: " + told);
        }
    }

    private Count spell(DemoPlace place, Duration duration) throws InterruptedException {
        Count count = new Count();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofVirtual().start(() -> client(place, count, over)));
        }
        try {
            Thread.sleep(duration);
        } finally {
            over.set(true);
        }
        for (Thread client : clients) {
            client.join();
        }
        return count;
    }

    private void client(DemoPlace place, Count count, AtomicBoolean over) {
        while (!over.get()) {
            try (Connection connection = database(place).connect()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(false);
                while (!over.get()) {
                    once(connection, accounts(place), count);
                }
            } catch (SQLException failed) {
                count.failed.incrementAndGet();
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void once(Connection connection, int accounts, Count count) throws SQLException {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        try {
            if (chance.nextInt(AUDITS) == 0) {
                audit(connection, accounts * OPENING_CENTS, count);
            } else {
                int from = 1 + chance.nextInt(accounts);
                int to = 1 + (from + chance.nextInt(accounts - 1)) % accounts;
                transfer(connection, from, to, 1 + chance.nextInt(MOST_MOVED_CENTS));
                count.transfers.incrementAndGet();
            }
        } catch (SQLException failed) {
            if (!UNDONE.equals(failed.getSQLState())) {
                throw failed;
            }
            connection.rollback();
            count.undone.incrementAndGet();
        }
    }

    private static void transfer(Connection connection, int from, int to, int cents)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE account SET cents = cents + CASE id WHEN ? THEN -? ELSE ? END"
                                + " WHERE id IN (?, ?)")) {
            update.setInt(1, from);
            update.setInt(2, cents);
            update.setInt(3, cents);
            update.setInt(4, from);
            update.setInt(5, to);
            update.executeUpdate();
            connection.commit();
        }
    }

    private static void audit(Connection connection, long expected, Count count)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sum(cents) FROM account")) {
            boolean right = rows.next() && rows.getLong(1) == expected;
            connection.commit();
            count.audits.incrementAndGet();
            count.wrong.addAndGet(right ? 0 : 1);
        }
    }
}
