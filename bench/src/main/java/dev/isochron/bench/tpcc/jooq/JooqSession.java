package dev.isochron.bench.tpcc.jooq;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.Outcome;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.sql.Attempts;
import dev.isochron.bench.tpcc.sql.SqlWork;
import dev.isochron.bench.tpcc.sql.UnusedItem;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// The transactions of one terminal, on a connection of its own.
final class JooqSession implements TpccSession {

    private static final Settings SETTINGS =
            new Settings().withRenderSchema(false).withExecuteLogging(false);

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final SqlWork work;
    private final Attempts attempts;

    JooqSession(SqlWork work, Aborts aborts) {
        this.work = work;
        this.attempts = new Attempts(work, aborts);
    }

    @Override
    public Outcome run(Input input) {
        return switch (input) {
            case Input.NewOrder order -> newOrder(order);
            case Input.Payment payment -> run(sql -> new JooqPayment(sql).run(payment));
            case Input.OrderStatus status -> run(sql -> new JooqReads(sql).orderStatus(status));
            case Input.Delivery delivery -> run(sql -> new JooqDelivery(sql).run(delivery));
            case Input.StockLevel level -> run(sql -> new JooqReads(sql).stockLevel(level));
        };
    }

    private Outcome newOrder(Input.NewOrder order) {
        try {
            return run(sql -> new JooqNewOrder(sql, order).run());
        } catch (UnusedItem e) {
            return new Outcome(true, 1, 0);
        }
    }

    /// One attempt.
    @FunctionalInterface
    private interface Deed {
        long in(DSLContext sql);
    }

    private Outcome run(Deed deed) {
        Attempts.Done done = attempts.run(() -> once(deed));
        return new Outcome(false, done.attempts(), done.value());
    }

    private long once(Deed deed) throws SQLException {
        try {
            return deed.in(DSL.using(work.connection(), SQLDialect.POSTGRES, SETTINGS));
        } catch (DataAccessException failed) {
            throw failed.getCause() instanceof SQLException why ? why : new SQLException(failed);
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
