package dev.isochron.sql.jooq;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockExecuteContext;
import org.jooq.tools.jdbc.MockResult;

/// A session, as jOOQ wants to see it; its transactions are the session's.
final class SessionConnection extends MockConnection {
    private final LocalSession session;
    private boolean automatic = true;
    private int savepoints;

    SessionConnection(LocalSession session) {
        super(context -> run(session, context));
        this.session = session;
    }

    LocalSession session() {
        return session;
    }

    private static MockResult[] run(LocalSession session, MockExecuteContext context)
            throws SQLException {
        String[] texts = context.batchSQL();
        Object[][] bindings = context.batchBindings();
        int size = Math.max(texts.length, bindings.length);
        List<MockResult> results = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object[] values = bindings.length == 0 ? new Object[0] : bindings[i];
            results.add(session.run(texts[Math.min(i, texts.length - 1)], values));
        }
        return results.toArray(MockResult[]::new);
    }

    private void say(String sql) throws SQLException {
        session.run(sql);
    }

    @Override
    public void setAutoCommit(boolean wanted) throws SQLException {
        if (automatic && !wanted) {
            say("BEGIN");
        } else if (!automatic && wanted && session.isInTransaction()) {
            say("COMMIT");
        }
        automatic = wanted;
    }

    @Override
    public boolean getAutoCommit() {
        return automatic;
    }

    @Override
    public void commit() throws SQLException {
        say("COMMIT");
    }

    @Override
    public void rollback() throws SQLException {
        if (session.isInTransaction()) {
            say("ROLLBACK");
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return setSavepoint("s" + ++savepoints);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        say("SAVEPOINT " + name);
        return new Named(name);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        say("RELEASE SAVEPOINT " + savepoint.getSavepointName());
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        say("ROLLBACK TO SAVEPOINT " + savepoint.getSavepointName());
    }

    private record Named(String name) implements Savepoint {
        @Override
        public int getSavepointId() throws SQLException {
            throw new SQLException("a savepoint with a name");
        }

        @Override
        public String getSavepointName() {
            return name;
        }
    }
}
