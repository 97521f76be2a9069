package dev.isochron.simulation.transactions;

import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Transfers between accounts, and audits of all of them at one moment: money is neither made nor
/// lost, and no balance falls below zero.
public final class Bank implements Workload {

    private static final String TABLE = "accounts";
    private static final String BALANCE = "balance";
    private static final long FIRST_BALANCE = 100;
    private static final int AUDITS_PERMILLE = 200;

    private final int accounts;
    private final List<String> wrong = new ArrayList<>();

    /// @param accounts how many there are, from 2
    public Bank(int accounts) {
        this.accounts = accounts;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required(BALANCE, ColumnType.Scalar.INT64)
                                .key("id"));
        db.run(tx -> {
            for (long id = 1; id <= accounts; id++) {
                tx.insert(tx.row(TABLE).with("id", id).with(BALANCE, FIRST_BALANCE));
            }
        });
    }

    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        try {
            if (chance.happens(AUDITS_PERMILLE)) {
                audit(db);
            } else {
                transfer(db, chance);
            }
            return true;
        } catch (OutcomeUnknownException e) {
            return false;
        } catch (IsochronException e) {
            return true;
        }
    }

    private void transfer(Isochron db, Generator chance) {
        long from = 1 + chance.below(accounts);
        long to = 1 + (from + chance.below(accounts - 1)) % accounts;
        long amount = 1 + chance.below(20);
        db.run(tx -> {
            Row source = tx.forUpdate().get(TABLE, from).orElseThrow();
            Row target = tx.forUpdate().get(TABLE, to).orElseThrow();
            if (source.number(BALANCE) >= amount) {
                tx.update(source.with(BALANCE, source.number(BALANCE) - amount));
                tx.update(target.with(BALANCE, target.number(BALANCE) + amount));
            }
        });
    }

    private void audit(Isochron db) {
        List<Long> balances;
        try (Stream<Row> rows = db.snapshot().scan(Scan.of(TABLE))) {
            balances = rows.map(row -> row.number(BALANCE)).toList();
        }
        long sum = balances.stream().mapToLong(Long::longValue).sum();
        boolean right =
                balances.size() == accounts
                        && sum == accounts * FIRST_BALANCE
                        && balances.stream().allMatch(balance -> balance >= 0);
        if (!right) {
            complain(
                    "%d accounts with %d in all, where %d have %d: %s"
                            .formatted(
                                    balances.size(),
                                    sum,
                                    accounts,
                                    accounts * FIRST_BALANCE,
                                    balances));
        }
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    @Override
    public List<String> judge(Isochron db) {
        audit(db);
        synchronized (this) {
            return List.copyOf(wrong);
        }
    }
}
