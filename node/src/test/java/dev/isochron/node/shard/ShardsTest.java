package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes in this process, over loopback, with real disks; clients as applications use them.
class ShardsTest {

    @Test
    void aTransactionOverTwoShardsIsSeenWholeFromEveryNode(@TempDir Path data) {
        try (ThreeNodes nodes = new ThreeNodes(data, List.of(ThreeNodes.FOUR_AND_FIVE));
                Isochron db = Isochron.connect(nodes.addresses())) {
            db.createTable(
                    "account",
                    t ->
                            t.required("id", ColumnType.Scalar.INT64)
                                    .required("balance", ColumnType.Scalar.INT64)
                                    .key("id"));
            db.run(tx -> {
                for (long id = 1; id <= 8; id++) {
                    tx.insert(tx.row("account").with("id", id).with("balance", 100L));
                }
            });
            db.run(tx -> {
                Row from = tx.forUpdate().get("account", 1L).orElseThrow();
                Row to = tx.forUpdate().get("account", 8L).orElseThrow();
                tx.update(from.with("balance", from.number("balance") - 30));
                tx.update(to.with("balance", to.number("balance") + 30));
            });
            assertEquals(70, db.get("account", 1L).orElseThrow().number("balance"));
            assertEquals(130, db.get("account", 8L).orElseThrow().number("balance"));
            long sum =
                    db.snapshot()
                            .scan(Scan.of("account"))
                            .mapToLong(row -> row.number("balance"))
                            .sum();
            assertEquals(800, sum);
            assertTrue(db.get("account", 9L).isEmpty());
        }
    }
}
