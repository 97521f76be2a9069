package dev.isochron.node.shell;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A platform thread that does one disk job after the other and tells the loop. It has no bound of
/// its own: those who submit have one job under way each.
public final class DiskThread implements DiskWorker, AutoCloseable {
    private final Thread thread;
    private final Loop loop;
    private final LinkedBlockingQueue<Submitted> queue = new LinkedBlockingQueue<>();

    private record Submitted(Job job, Consumer<Optional<RuntimeException>> done) {}

    private static final Submitted END = new Submitted(new Nothing(), _ -> {});

    private record Nothing() implements Job {
        @Override
        public void write() {}

        @Override
        public void sync() {}
    }

    public DiskThread(String name, Loop loop) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
        thread.start();
    }

    @Override
    public void submit(Job job, Consumer<Optional<RuntimeException>> done) {
        queue.add(new Submitted(job, done));
    }

    /// Ends the thread after the jobs that were submitted. It is never interrupted: that would
    /// close the file under the job.
    @Override
    public void close() {
        queue.add(END);
        Joining.join(thread);
    }

    private void run() {
        Submitted next = take();
        while (!next.equals(END)) {
            Consumer<Optional<RuntimeException>> done = next.done();
            Optional<RuntimeException> failure = perform(next.job());
            loop.execute(() -> done.accept(failure));
            next = take();
        }
    }

    private Submitted take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the disk thread", e);
        }
    }

    private static Optional<RuntimeException> perform(Job job) {
        try {
            job.write();
            job.sync();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
