package dev.isochron.bench.sample;

import dev.isochron.client.Isochron;
import dev.isochron.client.Once;
import dev.isochron.client.RequestKey;
import dev.isochron.client.Scan;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.ColumnType.Text;
import java.util.List;
import java.util.Optional;

/// A bank in plain Java.
public final class BankSample {

    /// A transfer that the payer cannot afford; nothing of it is done.
    public static final class NotEnoughMoney extends Exception {
        private static final long serialVersionUID = 1L;

        NotEnoughMoney(String message) {
            super(message);
        }
    }

    private final Isochron db;

    public BankSample(Isochron db) {
        this.db = db;
    }

    /// Declares the table; once in the life of a cluster.
    public void found() {
        db.createTable(
                "bank",
                t ->
                        t.required("owner", Text.UNLIMITED)
                                .required("cents", Scalar.INT64)
                                .key("owner"));
    }

    public void open(String owner, long cents) {
        db.run(tx -> tx.insert(tx.row("bank").with("owner", owner).with("cents", cents)));
    }

    /// A key for one transfer, to be kept until it is known to be done.
    public RequestKey order(String name) {
        return db.requestKey(name);
    }

    /// Moves money, at most once for each `order`, however often it is called: a caller that got no
    /// answer simply calls again, within a day.
    ///
    /// @return whether it was done now, and not before
    /// @throws NotEnoughMoney if the payer has less; then nothing is done
    public boolean transfer(RequestKey order, String payer, String payee, long cents)
            throws NotEnoughMoney {
        Once<Long> once = db.transactOnce(order, tx -> move(tx, payer, payee, cents));
        return !once.isRepeated();
    }

    private static Long move(Transaction tx, String payer, String payee, long cents)
            throws NotEnoughMoney {
        List<Optional<Row>> found =
                tx.forUpdate().rows("bank", List.of(List.of(payer), List.of(payee)));
        Row from = found.getFirst().orElseThrow();
        Row to = found.getLast().orElseThrow();
        long left = from.number("cents") - cents;
        if (left < 0) {
            throw new NotEnoughMoney(payer + " lacks " + -left + " cents");
        }
        tx.put(from.with("cents", left));
        tx.put(to.with("cents", to.number("cents") + cents));
        return left;
    }

    public long balance(String owner) {
        return db.get("bank", owner).orElseThrow().number("cents");
    }

    /// All the money there is, at one moment, however many transfers are under way.
    public long total() {
        return db.snapshot().scan(Scan.of("bank")).mapToLong(row -> row.number("cents")).sum();
    }
}
