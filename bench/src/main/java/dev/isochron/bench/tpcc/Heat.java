package dev.isochron.bench.tpcc;

import dev.isochron.bench.isochron.LocalServers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Which shards are asked how much, second by second: looks at the servers' counters once a second.
final class Heat {

    private final LocalServers servers;
    private final int seconds;
    private final SortedMap<Long, List<Double>> perSecond = new TreeMap<>();

    /// @param seconds of the measuring interval
    Heat(LocalServers servers, int seconds) {
        this.servers = servers;
        this.seconds = seconds;
    }

    /// Begins with the measuring interval, and ends with it.
    Thread start() {
        return Thread.ofPlatform().daemon().name("heat").start(this::look);
    }

    /// Requests of each shard in each second, at all its replicas, once the thread has ended.
    SortedMap<Long, List<Double>> perSecond() {
        return perSecond;
    }

    private void look() {
        try {
            long startNanos = System.nanoTime();
            List<SortedMap<Long, Long>> before = readings();
            for (int second = 0; second < seconds; second++) {
                long due = startNanos + TimeUnit.SECONDS.toNanos(second + 1L);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                List<SortedMap<Long, Long>> now = readings();
                note(second, before, now);
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SortedMap<Long, Long>> readings() {
        List<SortedMap<Long, Long>> all = new ArrayList<>();
        for (int node = 1; node <= servers.size(); node++) {
            all.add(servers.requests(node));
        }
        return all;
    }

    private void note(
            int second, List<SortedMap<Long, Long>> before, List<SortedMap<Long, Long>> now) {
        SortedMap<Long, Double> asked = new TreeMap<>();
        for (int node = 0; node < now.size(); node++) {
            SortedMap<Long, Long> then = before.get(node);
            now.get(node)
                    .forEach((shard, count) -> {
                        long more = count - then.getOrDefault(shard, count);
                        asked.merge(shard, (double) Math.max(0, more), Double::sum);
                    });
        }
        asked.forEach((shard, count) -> {
            List<Double> values = perSecond.computeIfAbsent(shard, _ -> new ArrayList<>());
            while (values.size() < second) {
                values.add(0.0);
            }
            values.add(count);
        });
    }
}
