package dev.isochron.node.process;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/// What a node process has opened so far, to be closed in the opposite order, also when opening the
/// next thing fails.
final class Belongings {
    private final ArrayDeque<Runnable> ends = new ArrayDeque<>();

    <T> T add(T thing, Consumer<T> end) {
        ends.push(() -> end.accept(thing));
        return thing;
    }

    void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }
}
