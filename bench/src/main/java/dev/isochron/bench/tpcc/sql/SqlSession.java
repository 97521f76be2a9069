package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.Outcome;
import dev.isochron.bench.tpcc.port.TpccSession;

/// The transactions of one terminal, on a connection of its own.
final class SqlSession implements TpccSession {

    private final SqlWork work;
    private final Attempts attempts;

    SqlSession(SqlWork work, Aborts aborts) {
        this.work = work;
        this.attempts = new Attempts(work, aborts);
    }

    @Override
    public Outcome run(Input input) {
        return switch (input) {
            case Input.NewOrder order -> newOrder(order);
            case Input.Payment payment -> run(() -> new SqlPayment(work).run(payment));
            case Input.OrderStatus status -> run(() -> new SqlReads(work).orderStatus(status));
            case Input.Delivery delivery -> run(() -> new SqlDelivery(work).run(delivery));
            case Input.StockLevel level -> run(() -> new SqlReads(work).stockLevel(level));
        };
    }

    private Outcome newOrder(Input.NewOrder order) {
        try {
            return run(() -> new SqlNewOrder(work, order).run());
        } catch (UnusedItem e) {
            return new Outcome(true, 1, 0);
        }
    }

    private Outcome run(Attempts.Attempt attempt) {
        Attempts.Done done = attempts.run(attempt);
        return new Outcome(false, done.attempts(), done.value());
    }

    @Override
    public void close() {
        work.close();
    }
}
