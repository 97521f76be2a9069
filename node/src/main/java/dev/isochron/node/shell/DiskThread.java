package dev.isochron.node.shell;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A platform thread that does one disk job after the other and tells the loop. It has no bound of
/// its own: those who submit have one job under way each.
public final class DiskThread implements DiskWorker, AutoCloseable {
    /// A loop that does a job itself serves nobody meanwhile.
    private static final long LONGEST_BRIEF_NANOS = 1_000_000;

    /// A slow job is forgotten by this part with each that follows.
    private static final int FORGETTING = 16;

    private final Thread thread;
    private final Loop loop;
    private final Queue<Submitted> queue = new ConcurrentLinkedQueue<>();
    private volatile boolean sleeping;

    /// What a job takes at the worst, lately; of the loop.
    private long briefNanos;

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

    /// What the same turn sends leaves before this thread wakes up and takes the processor: peers
    /// need the time for a sync of their own. Two rounds of the loop's queue are enough for that.
    @Override
    public void submit(Job job, Consumer<Optional<RuntimeException>> done) {
        queue.add(new Submitted(job, done));
        boolean brief = job.isBrief();
        loop.execute(() -> loop.execute(brief ? this::startBrief : this::wake));
    }

    /// A change of threads costs as much as a quick sync, and its caller pays for two: a brief job
    /// is done here if the loop would only wait for it. Not while the disk is slow, since the loop
    /// has other duties.
    private void startBrief() {
        boolean here = sleeping && briefNanos < LONGEST_BRIEF_NANOS && loop.isIdle();
        Submitted next = here ? queue.poll() : null;
        if (next == null) {
            briefNanos -= briefNanos / FORGETTING;
            wake();
            return;
        }
        long began = loop.uptimeNanos();
        Optional<RuntimeException> failure = perform(next.job());
        long took = loop.uptimeNanos() - began;
        briefNanos = Math.max(took, briefNanos - briefNanos / FORGETTING);
        next.done().accept(failure);
    }

    /// Ends the thread after the jobs that were submitted. It is never interrupted: that would
    /// close the file under the job.
    @Override
    public void close() {
        add(END);
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

    private void add(Submitted submitted) {
        queue.add(submitted);
        wake();
    }

    private void wake() {
        if (sleeping) {
            LockSupport.unpark(thread);
        }
    }

    /// Announces the sleep before it looks a last time, so that no job is left lying: whoever adds
    /// one either is seen here or sees the announcement.
    private Submitted take() {
        Submitted next = queue.poll();
        while (next == null) {
            sleeping = true;
            if (queue.isEmpty()) {
                LockSupport.park(this);
            }
            sleeping = false;
            next = queue.poll();
        }
        return next;
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
