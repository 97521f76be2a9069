package dev.isochron.bench.kv;

import dev.isochron.bench.draw.Zipf;
import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// The client process of a peer: fills its table, and carries out load orders.
final class PeerKvClient implements Child.Service {

    private static final int LOADERS = 32;

    private final PeerKv store;
    private final KvShape shape;
    private final Zipf skew;

    private PeerKvClient(PeerKv store, KvShape shape) {
        this.store = store;
        this.shape = shape;
        this.skew = new Zipf(shape.rows(), Zipf.USUAL);
        fill();
    }

    /// Many rows at a time: a store that takes milliseconds for one would take minutes for all.
    private void fill() {
        long rows = (long) KvShape.SHARDS * shape.rows();
        List<Future<?>> loaders = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int loader = 0; loader < LOADERS; loader++) {
                long first = loader;
                loaders.add(
                        threads.submit(() -> {
                            for (long id = first; id < rows; id += LOADERS) {
                                store.put(id);
                            }
                        }));
            }
        }
        loaders.forEach(Future::resultNow);
    }

    /// How to start such a process.
    static ChildCommand command(String peer, List<String> addresses, KvShape shape) {
        return new ChildCommand(
                peer + "-client",
                PeerKvClient.class,
                List.of(peer, String.join(",", addresses), Integer.toString(shape.rows())),
                false);
    }

    /// The process; its arguments are the peer, the addresses of its servers, and the rows of what
    /// is a shard of ours.
    public static void main(String[] args) {
        Child.run(() -> {
            List<String> addresses = List.of(args[1].split(","));
            PeerKv store =
                    switch (args[0]) {
                        case EtcdPeer.NAME -> new EtcdKv(addresses);
                        case IgniteKv.NAME -> IgniteKv.connect(addresses);
                        default -> throw new IllegalArgumentException("no peer " + args[0]);
                    };
            return new PeerKvClient(store, new KvShape(Integer.parseInt(args[2])));
        });
    }

    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) throws InterruptedException {
        KvCase asked = KvCase.ofOrder(order);
        Load.Closed load = new Load.Closed(asked.clients(), KvCase.lengthOfOrder(order));
        return LoadGenerator.runBlocking(load, () -> once(asked)).encoded();
    }

    private void once(KvCase asked) {
        long id = draw(asked.keys());
        switch (asked.operation()) {
            case WRITE -> store.put(id);
            case READ -> store.get(id);
            case TRANSFER_ONE_SHARD -> store.transfer(id, draw(asked.keys()));
            case READ_STALE,
                    READ_FOLLOWER,
                    READ_BATCH,
                    TRANSFER_TWO_SHARDS,
                    WRITE_ONE_READ_TWO,
                    UPDATE_TEN,
                    SCAN ->
                    throw new IllegalArgumentException(
                            "peers are not measured at " + asked.operation());
        }
    }

    private long draw(KvKeys keys) {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        int shard = chance.nextInt(KvShape.SHARDS);
        return switch (keys) {
            case UNIFORM -> shape.id(shard, chance.nextInt(shape.rows()));
            case SKEWED -> shape.id(shard, skew.next(chance));
            case HOT -> shape.id(shard, 0);
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
