package dev.isochron.bench.kv;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadGenerator;
import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The client process: makes the table, and carries out load orders.
final class KvClient implements Child.Service {

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofSeconds(50);

    private final Isochron db;
    private final List<Isochron> near = new ArrayList<>();
    private final KvWork work;

    private KvClient(String addresses, KvShape shape) {
        ClientSettings settings = ClientSettings.of(addresses).withConnectTimeout(FOUNDING);
        db = Isochron.connect(settings);
        for (String node : settings.addresses()) {
            near.add(Isochron.connect(settings.withNearest(node)));
        }
        db.createTable(KvShape.TABLE, KvShape::declare);
        work = new KvWork(db, near, shape);
        work.load();
    }

    /// The process; its arguments are the addresses of all servers and the rows of each shard.
    public static void main(String[] args) {
        Child.run(() -> new KvClient(args[0], new KvShape(Integer.parseInt(args[1]))));
    }

    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) throws InterruptedException {
        KvCase asked = KvCase.ofOrder(order);
        Load.Closed load = new Load.Closed(asked.clients(), KvCase.lengthOfOrder(order));
        return LoadGenerator.runBlocking(load, () -> work.once(asked.operation(), asked.keys()))
                .encoded();
    }

    @Override
    public void close() {
        near.forEach(Isochron::close);
        db.close();
    }
}
