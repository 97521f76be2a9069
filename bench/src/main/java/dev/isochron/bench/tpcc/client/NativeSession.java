package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.Outcome;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.client.Committed;
import dev.isochron.client.Isochron;
import dev.isochron.client.Work;
import dev.isochron.client.error.AbortedException;

/// The transactions of one terminal; all share one client.
final class NativeSession implements TpccSession {

    private final Isochron db;
    private final Aborts aborts;

    NativeSession(Isochron db, Aborts aborts) {
        this.db = db;
        this.aborts = aborts;
    }

    @Override
    public Outcome run(Input input) {
        return switch (input) {
            case Input.NewOrder order -> newOrder(order);
            case Input.Payment payment -> transact(tx -> new NativePayment(tx).run(payment));
            case Input.Delivery delivery -> transact(tx -> new NativeDelivery(tx).run(delivery));
            case Input.OrderStatus status ->
                    shown(new NativeReads(db.snapshot()).orderStatus(status));
            case Input.StockLevel level -> shown(new NativeReads(db.snapshot()).stockLevel(level));
        };
    }

    private Outcome newOrder(Input.NewOrder order) {
        try {
            return transact(tx -> new NativeNewOrder(tx).run(order));
        } catch (UnusedItem e) {
            return new Outcome(true, 1, 0);
        }
    }

    private <E extends Exception> Outcome transact(Work<Long, E> work) throws E {
        int[] seen = {0};
        Committed<Long> done =
                db.transact(tx -> {
                    try {
                        return work.run(tx);
                    } catch (AbortedException e) {
                        seen[0]++;
                        NativeAborts.tell(aborts, e.failure());
                        throw e;
                    }
                });
        int attempts = done.receipt().statistics().attempts();
        for (int unseen = seen[0] + 1; unseen < attempts; unseen++) {
            aborts.undone("at the commit", "");
        }
        int written = done.receipt().statistics().shardsWritten();
        return new Outcome(false, attempts, done.value(), written);
    }

    private static Outcome shown(long shown) {
        return new Outcome(false, 1, shown);
    }

    @Override
    public void close() {
        // The client belongs to the store.
    }
}
