package dev.isochron.sql.jooq;

import dev.isochron.client.Isochron;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.session.Engine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultTransactionProvider;
import org.jspecify.annotations.Nullable;

/// SQL that runs in this process, on a cluster that a client knows.
///
/// It can be shared by threads, and is closed before its client.
public final class LocalSql implements AutoCloseable {
    /// So many sessions wait for their next use; more are made and thrown away.
    private static final int MAX_IDLE = 64;

    /// A retried attempt is older than others by then; this many aborts mean something is wrong.
    private static final int MAX_ATTEMPTS = 100;

    private final Engine engine;
    private final String database;
    private final String user;
    private final Deque<LocalSession> idle = new ArrayDeque<>();
    private final DSLContext dsl;
    private boolean closed;

    private LocalSql(Engine engine, String database, String user) {
        this.engine = engine;
        this.database = database;
        this.user = user;
        ConnectionProvider connections = new Sessions();
        Configuration configuration =
                new DefaultConfiguration()
                        .set(SQLDialect.POSTGRES)
                        .set(new Settings().withExecuteLogging(false))
                        .set(connections)
                        .set(new DefaultTransactionProvider(connections));
        this.dsl = DSL.using(configuration);
    }

    /// SQL in the database `isochron`.
    public static LocalSql over(Isochron db) {
        return over(db, "isochron", "isochron");
    }

    /// SQL in a database, as a user; whoever holds a client may do everything.
    public static LocalSql over(Isochron db, String database, String user) {
        return new LocalSql(new SqlEngine(db), database, user);
    }

    /// jOOQ's door: each statement is a transaction by itself, `transaction(…)` is one with
    /// savepoints for those within.
    public DSLContext dsl() {
        return dsl;
    }

    /// Does all of it or nothing. Work that the cluster undoes is run again, so it touches nothing
    /// but what it is given.
    ///
    /// @throws DataAccessException as jOOQ does, with the SQLSTATE; 40003 if the outcome is unknown
    public <T extends @Nullable Object> T transact(Function<DSLContext, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return dsl.transactionResult(each -> work.apply(DSL.using(each)));
            } catch (DataAccessException e) {
                boolean undone = SqlCode.SERIALIZATION_FAILURE.state().equals(e.sqlState());
                if (!undone || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// Ends its sessions; the client stays open.
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(LocalSession::close);
            idle.clear();
        }
    }

    /// Lends sessions as jOOQ's connections.
    private final class Sessions implements ConnectionProvider {
        @Override
        public SessionConnection acquire() {
            LocalSession session;
            synchronized (idle) {
                if (closed) {
                    throw new DataAccessException("it is closed");
                }
                session = idle.pollFirst();
            }
            return new SessionConnection(
                    session == null ? LocalSession.open(engine, database, user) : session);
        }

        @Override
        public void release(java.sql.Connection connection) {
            LocalSession session = ((SessionConnection) connection).session();
            boolean kept;
            synchronized (idle) {
                kept = !closed && !session.isInTransaction() && idle.size() < MAX_IDLE;
                if (kept) {
                    idle.addFirst(session);
                }
            }
            if (!kept) {
                session.close();
            }
        }
    }
}
