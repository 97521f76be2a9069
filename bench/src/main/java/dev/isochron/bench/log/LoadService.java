package dev.isochron.bench.log;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.LoadGenerator;
import dev.isochron.bench.harness.LoadResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What a client process does: carries out load orders through a [LogClient].
public final class LoadService implements Child.Service {
    private final LogClient client;
    private final int groups;
    private final AtomicInteger turn = new AtomicInteger();

    public LoadService(LogClient client, int groups) {
        this.client = client;
        this.groups = groups;
    }

    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) throws InterruptedException {
        LoadOrder load = LoadOrder.parse(order);
        byte[] payload = load.payload();
        LoadResult result =
                LoadGenerator.run(
                        load.load(), (_, end) -> client.append(nextGroup(), payload, end));
        return result.encoded();
    }

    /// Entries go round the groups, so that few clients reach many groups as well.
    private int nextGroup() {
        return groups == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), groups);
    }

    @Override
    public void close() {
        client.close();
    }
}
