package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.fake.FakeCluster;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Value;
import java.util.List;
import java.util.Optional;

/// Accounts 0 to 29 on three shards: 0–9, 10–19, 20–29; declarations are on a fourth.
final class Bank {

    static final int ACCOUNTS = 30;
    static final long OPENING = 100;

    /// The first table of a cluster gets the first number of users'.
    static final Table ACCOUNT =
            Table.declare(new TableId(TableId.FIRST_OF_USERS), "account")
                    .required("id", Scalar.INT64)
                    .required("balance", Scalar.INT64)
                    .nullable("owner", ColumnType.Text.UNLIMITED)
                    .key("id")
                    .build();

    final FakeCluster cluster;
    final Isochron db;

    private Bank(long seed, ClientSettings settings) {
        cluster = new FakeCluster(seed, List.of(KeySpace.USERS.from(), key(10), key(20)));
        db = Isochron.over(cluster.ports(), settings);
        db.createTable(
                "account",
                t ->
                        t.required("id", Scalar.INT64)
                                .required("balance", Scalar.INT64)
                                .nullable("owner", ColumnType.Text.UNLIMITED)
                                .key("id"));
    }

    /// A client of a cluster without any table.
    static Isochron bare(long seed) {
        FakeCluster cluster = new FakeCluster(seed, List.of(KeySpace.USERS.from()));
        return Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
    }

    static Bank open(long seed) {
        return open(seed, ClientSettings.of("n1:1,n2:1,n3:1"));
    }

    static Bank open(long seed, ClientSettings settings) {
        Bank bank = new Bank(seed, settings);
        bank.db.run(tx -> {
            for (int id = 0; id < ACCOUNTS; id++) {
                tx.insert(bank.account(id, OPENING));
            }
        });
        bank.cluster.received().clear();
        bank.cluster.attempts().clear();
        return bank;
    }

    static Key key(long id) {
        return new RowKeys(ACCOUNT).key(List.of(Value.of(id)));
    }

    static void assertSays(Throwable thrown, String part) {
        String said = String.valueOf(thrown.getMessage());
        assertTrue(said.contains(part), said);
    }

    Row account(long id, long balance) {
        return db.row("account").with("id", id).with("balance", balance);
    }

    long balance(long id) {
        Optional<Row> row = db.get("account", id);
        return row.orElseThrow().number("balance");
    }

    /// Moves money between two accounts, of whatever shards.
    static void transfer(Transaction tx, long from, long to, long amount) {
        Row payer = tx.forUpdate().get("account", from).orElseThrow();
        Row payee = tx.forUpdate().get("account", to).orElseThrow();
        tx.put(payer.with("balance", payer.number("balance") - amount));
        tx.put(payee.with("balance", payee.number("balance") + amount));
    }

    long total() {
        return db.snapshot().scan(Scan.of("account")).mapToLong(row -> row.number("balance")).sum();
    }
}
