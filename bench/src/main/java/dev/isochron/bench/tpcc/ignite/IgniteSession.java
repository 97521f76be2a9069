package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.port.Outcome;
import dev.isochron.bench.tpcc.port.TpccSession;

/// The transactions of one terminal.
final class IgniteSession implements TpccSession {

    private final IgniteAttempts attempts;

    IgniteSession(IgniteAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public Outcome run(Input input) {
        return attempts.run(work -> once(work, input));
    }

    private static long once(IgniteWork work, Input input) {
        return switch (input) {
            case Input.NewOrder order -> new IgniteNewOrder(work, order).run();
            case Input.Payment payment -> new IgnitePayment(work).run(payment);
            case Input.OrderStatus status -> new IgniteReads(work).orderStatus(status);
            case Input.Delivery delivery -> new IgniteDelivery(work).run(delivery);
            case Input.StockLevel level -> new IgniteReads(work).stockLevel(level);
        };
    }

    @Override
    public void close() {
        // The client is the store's.
    }
}
