package dev.isochron.bench.mix;

import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Accounts between which money moves: none is made, none is lost, none is owed.
final class BankTable implements Mixture {

    static final String TABLE = "bank_account";

    private static final long OPENING = 1_000;
    private static final int MOST_MOVED = 50;
    private static final int AUDIT_PERCENT = 10;
    private static final int LOADED_AT_ONCE = 200;

    private final Isochron db;
    private final int accounts;

    BankTable(Isochron db, int accounts) {
        this.db = db;
        this.accounts = accounts;
    }

    @Override
    public void load() {
        db.createTable(
                TABLE,
                t -> t.required("id", Scalar.INT64).required("balance", Scalar.INT64).key("id"));
        for (int from = 0; from < accounts; from += LOADED_AT_ONCE) {
            int first = from;
            int until = Math.min(accounts, from + LOADED_AT_ONCE);
            db.run(tx -> {
                for (int number = first; number < until; number++) {
                    long key = UserTable.key(number);
                    tx.put(tx.row(TABLE).with("id", key).with("balance", OPENING));
                }
            });
        }
    }

    @Override
    public void once(Mix mix, RandomGenerator chance) {
        if (chance.nextInt(100) < AUDIT_PERCENT) {
            audit();
        } else {
            long from = UserTable.key(chance.nextInt(accounts));
            long to = UserTable.key(chance.nextInt(accounts));
            long amount = 1L + chance.nextInt(MOST_MOVED);
            if (from != to) {
                db.run(tx -> transfer(tx, from, to, amount));
            }
        }
    }

    private static void transfer(Transaction tx, long from, long to, long amount) {
        List<Optional<Row>> found = tx.forUpdate().rows(TABLE, List.of(List.of(from), List.of(to)));
        Row payer = found.getFirst().orElseThrow();
        Row payee = found.getLast().orElseThrow();
        if (payer.number("balance") >= amount) {
            tx.put(payer.with("balance", payer.number("balance") - amount));
            tx.put(payee.with("balance", payee.number("balance") + amount));
        }
    }

    private void audit() {
        long[] seen = new long[2];
        db.snapshot()
                .scan(Scan.of(TABLE))
                .forEach(row -> {
                    seen[0]++;
                    seen[1] += row.number("balance");
                });
        if (seen[0] != accounts || seen[1] != accounts * OPENING) {
            throw new WrongAnswer(
                    "an audit found %d in %d accounts, not %d in %d"
                            .formatted(seen[1], seen[0], accounts * OPENING, accounts));
        }
    }
}
