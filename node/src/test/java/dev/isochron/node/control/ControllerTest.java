package dev.isochron.node.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.table.Row;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.schema.ColumnType;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster that looks after itself, under load: nodes are emptied, lost and replaced, and no
/// client hears of it.
class ControllerTest {

    private static final long ACCOUNTS = 12;
    private static final long EACH = 100;
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    @Test
    void aDrainedNodeEndsEmptyAndALostOneIsReplacedWhileMoneyMoves(@TempDir Path data) {
        try (FourNodes nodes = new FourNodes(data);
                Isochron db = Isochron.connect(nodes.addresses())) {
            open(db);
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong transfers = new AtomicLong();
            CompletableFuture<Void> load =
                    CompletableFuture.runAsync(() -> {
                        for (long i = 0; !over.get(); i++) {
                            transfer(db, 1 + i % ACCOUNTS, 1 + (i * 5 + 3) % ACCOUNTS);
                            transfers.incrementAndGet();
                        }
                    });
            nodes.await(view -> view.servers().size() == 4, "all nodes report");
            Ruling.Planned planned =
                    assertInstanceOf(Ruling.Planned.class, nodes.ask(new Plea.PlanDrain(ONE)));
            assertTrue(planned.plan().moves().size() >= 2, planned.toString());

            assertInstanceOf(Ruling.Done.class, nodes.order(new Command.Drain(ONE)));
            nodes.await(view -> isEmpty(view, ONE), "node 1 is emptied");
            assertInstanceOf(Ruling.Refused.class, nodes.order(new Command.Drain(TWO)));
            assertInstanceOf(Ruling.Refused.class, nodes.order(new Command.Remove(TWO)));

            assertInstanceOf(Ruling.Done.class, nodes.order(new Command.Resume(ONE)));
            nodes.lose(2);
            nodes.await(view -> isLost(view, TWO) && isEmpty(view, TWO), "node 2 is replaced");
            long before = transfers.get();
            while (transfers.get() < before + 10) {
                Thread.onSpinWait();
            }
            over.set(true);
            load.join();
            assertEquals(ACCOUNTS * EACH, sum(db));
            assertInstanceOf(Ruling.Done.class, nodes.order(new Command.Remove(TWO)));
        }
    }

    private static void open(Isochron db) {
        db.createTable(
                "account",
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required("balance", ColumnType.Scalar.INT64)
                                .key("id"));
        db.run(tx -> {
            for (long id = 1; id <= ACCOUNTS; id++) {
                tx.insert(tx.row("account").with("id", id).with("balance", EACH));
            }
        });
    }

    private static void transfer(Isochron db, long from, long to) {
        if (from == to) {
            return;
        }
        db.run(tx -> {
            Row giver = tx.forUpdate().get("account", from).orElseThrow();
            Row taker = tx.forUpdate().get("account", to).orElseThrow();
            tx.update(giver.with("balance", giver.number("balance") - 1));
            tx.update(taker.with("balance", taker.number("balance") + 1));
        });
    }

    private static long sum(Isochron db) {
        return db.snapshot().scan(Scan.of("account")).mapToLong(r -> r.number("balance")).sum();
    }

    /// No replica of a shard there, none of the controller, and every shard has three elsewhere.
    private static boolean isEmpty(View view, NodeId node) {
        return view.jobs().isEmpty()
                && view.shards().size() == 3
                && !view.seats().contains(node)
                && view.shards().stream()
                        .allMatch(one ->
                                one.shard().on(node).isEmpty() && one.shard().voters().size() == 3);
    }

    private static boolean isLost(View view, NodeId node) {
        return view.servers().stream()
                .anyMatch(one ->
                        one.server().id().equals(node) && one.server().standing() == Standing.LOST);
    }
}
