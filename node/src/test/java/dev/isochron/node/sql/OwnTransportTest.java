package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Transport;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.service.SessionService;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The way to the own node, when that answers nothing.
@Timeout(30)
final class OwnTransportTest {
    private static final Request REQUEST =
            new Request.Release(
                    new Route(new ShardId(1), new Generation(1)),
                    new TxnId(new Timestamp(1), 1, 1),
                    Optional.empty());

    private final List<String> others = new ArrayList<>();

    @Test
    void whatIsNotAnsweredIsLostInTime() {
        OwnTransport transport = transport();
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<Delivery>> asked = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                asked.add(transport.send("here", REQUEST, Duration.ofMillis(10 + i % 7)));
            }
            asked.forEach(promise -> assertInstanceOf(Delivery.Lost.class, promise.join()));
        }
    }

    @Test
    void thereIsABoundOnWhatIsUnderWay() {
        OwnTransport transport = transport();
        for (int i = 0; i < 16_384; i++) {
            var _ = transport.send("here", REQUEST, Duration.ofMinutes(1));
        }
        assertInstanceOf(
                Delivery.NotSent.class,
                transport.send("here", REQUEST, Duration.ofMinutes(1)).join());
    }

    @Test
    void othersAreAskedOverTheNetwork() {
        OwnTransport transport = transport();
        assertInstanceOf(
                Delivery.NotSent.class,
                transport.send("there", REQUEST, Duration.ofSeconds(1)).join());
        assertEquals(List.of("there"), others);
        transport.close();
        assertTrue(
                transport.send("here", REQUEST, Duration.ofSeconds(1)).join()
                        instanceof Delivery.NotSent);
    }

    private OwnTransport transport() {
        return new OwnTransport(
                new Home() {
                    @Override
                    public long number() {
                        return 1;
                    }

                    @Override
                    public void withNode(Consumer<Node> task) {}

                    @Override
                    public Reading now() {
                        throw new IllegalStateException("nobody asks for the time");
                    }

                    @Override
                    public SessionService sessions() {
                        throw new IllegalStateException("nobody cancels");
                    }
                },
                "here",
                new Transport() {
                    @Override
                    public CompletableFuture<Delivery> send(
                            String address, Request request, Duration timeout) {
                        others.add(address);
                        return CompletableFuture.completedFuture(new Delivery.NotSent("a test"));
                    }

                    @Override
                    public CompletableFuture<MapDelivery> shardMap(
                            String address, Duration timeout) {
                        return CompletableFuture.completedFuture(new MapDelivery.Failed("a test"));
                    }

                    @Override
                    public void close() {}
                });
    }
}
