package dev.isochron.node.world;

import dev.isochron.node.port.Loop;
import java.util.function.BooleanSupplier;

/// The world's loop as one life of a node sees it: what a dead life left behind does not run.
record LifeLoop(TestLoop loop, BooleanSupplier alive) implements Loop {

    @Override
    public void execute(Runnable task) {
        loop.execute(whileAlive(task));
    }

    @Override
    public Cancel at(long uptimeNanos, Runnable task) {
        return loop.at(uptimeNanos, whileAlive(task));
    }

    @Override
    public long uptimeNanos() {
        return loop.uptimeNanos();
    }

    private Runnable whileAlive(Runnable task) {
        return () -> {
            if (alive.getAsBoolean()) {
                task.run();
            }
        };
    }
}
