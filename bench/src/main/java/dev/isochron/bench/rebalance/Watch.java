package dev.isochron.bench.rebalance;

import dev.isochron.controller.word.View;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Looks at the controller's view again and again, so that it can be told later when what moved.
final class Watch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final Overseer overseer;
    private final CopyOnWriteArrayList<Sight> sights = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /// What was seen, and when it was surely so: between these two.
    record Sight(long askedNanos, long heardNanos, View view) {}

    private Watch(Overseer overseer) {
        this.overseer = overseer;
        this.thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::look);
    }

    static Watch start(Overseer overseer) {
        Watch watch = new Watch(overseer);
        watch.thread.start();
        return watch;
    }

    private void look() {
        try {
            while (true) {
                long asked = System.nanoTime();
                overseer.view()
                        .ifPresent(view -> sights.add(new Sight(asked, System.nanoTime(), view)));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<Sight> sights() {
        return List.copyOf(sights);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
