package dev.isochron.sql.jooq;

import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Binding;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.Surroundings;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.tools.jdbc.MockResult;

/// One session of this process, used by one thread at a time.
final class LocalSession implements AutoCloseable {
    /// Statements that stay prepared.
    private static final int MAX_PREPARED = 256;

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final char IDLE = 'I';

    private final Session session;
    private final Map<Prepared, String> prepared = new LinkedHashMap<>(16, 0.75f, true);
    private int names;

    /// A statement with the types of its parameters.
    private record Prepared(String sql, List<Integer> types) {}

    private LocalSession(Session session) {
        this.session = session;
    }

    static LocalSession open(Engine engine, String database, String user) {
        SecureRandom chance = new SecureRandom();
        Surroundings around =
                new Surroundings(
                        new Clockwork(),
                        () -> ChronoUnit.MICROS.between(EPOCH, Instant.now()),
                        chance::nextLong);
        return new LocalSession(
                new Session(
                        engine,
                        new Identity(user, database, 0),
                        Map.of("application_name", "jooq", "timezone", "UTC"),
                        around));
    }

    boolean isInTransaction() {
        return session.status() != IDLE;
    }

    /// Runs a statement with `?` for its parameters; `??` is the operator `?`.
    MockResult run(String sql, Object... values) throws SQLException {
        Collected out = new Collected(session.view());
        Prepared wanted = new Prepared(Placeholders.numbered(sql), JooqValues.types(values));
        try {
            String name = prepared.get(wanted);
            if (name == null) {
                name = prepare(wanted, out);
            }
            session.bind(
                    new Binding("", name, List.of(), JooqValues.texts(values), List.of()), out);
            session.describePortal("", out);
            session.execute("", 0, true, out);
            session.sync(out);
            return out.result();
        } catch (SqlException e) {
            forget(wanted, out);
            session.failed();
            throw told(e.error());
        }
    }

    private String prepare(Prepared wanted, Collected out) {
        if (prepared.size() == MAX_PREPARED) {
            forget(prepared.keySet().iterator().next(), out);
        }
        String name = "j" + ++names;
        session.parse(name, wanted.sql(), wanted.types(), out);
        prepared.put(wanted, name);
        return name;
    }

    private void forget(Prepared statement, Collected out) {
        String name = prepared.remove(statement);
        if (name != null) {
            session.closeStatement(name, out);
        }
    }

    private static SQLException told(SqlError error) {
        StringBuilder text = new StringBuilder("ERROR: ").append(error.message());
        if (error.detail() != null) {
            text.append("\n  Detail: ").append(error.detail());
        }
        if (error.hint() != null) {
            text.append("\n  Hint: ").append(error.hint());
        }
        return new SQLException(text.toString(), error.code().state());
    }

    @Override
    public void close() {
        session.close();
    }

    /// Rings when a statement has taken too long. Who wants to end it earlier interrupts the
    /// thread.
    private static final class Clockwork implements Bell {
        private long limitNanos;
        private long beganNanos;

        @Override
        public void listen(Duration limit) {
            limitNanos = limit.toNanos();
            beganNanos = System.nanoTime();
        }

        @Override
        public void quiet() {
            limitNanos = 0;
        }

        @Override
        public Optional<Reason> rung() {
            boolean late = limitNanos > 0 && System.nanoTime() - beganNanos > limitNanos;
            return late ? Optional.of(Reason.STATEMENT_TIMEOUT) : Optional.empty();
        }

        @Override
        public Optional<Farewell> farewell() {
            return Optional.empty();
        }
    }
}
