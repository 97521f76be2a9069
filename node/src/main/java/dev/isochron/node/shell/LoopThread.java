package dev.isochron.node.shell;

import dev.isochron.node.port.Loop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A platform thread that owns a node: it takes what is in its mailbox, then runs what was left for
/// the end of the turn, then sleeps until something comes or a timer is due.
///
/// A task that throws ends the loop, because the state that it left behind cannot be trusted; the
/// owner is told, once, on the loop's thread.
public final class LoopThread implements Loop, AutoCloseable {

    /// Tasks taken before timers and the end of the turn have theirs: a long mailbox must not hold
    /// up what is batched at the end of a turn.
    private static final int TASKS_PER_TURN = 256;

    private final Thread thread;
    private final Consumer<Throwable> onDeath;
    private final long startNanos = System.nanoTime();
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> turnEnd = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong((Timer t) -> t.atNanos)
                            .thenComparingLong(t -> t.number));
    private long timersMade;
    private volatile boolean sleeping;
    private volatile boolean closed;

    private static final class Timer {
        final long atNanos;
        final long number;
        @Nullable Runnable task;

        Timer(long atNanos, long number, Runnable task) {
            this.atNanos = atNanos;
            this.number = number;
            this.task = task;
        }
    }

    /// Starts the loop; `onDeath` is told what a task threw.
    public LoopThread(String name, Consumer<Throwable> onDeath) {
        this.onDeath = onDeath;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        mailbox.add(task);
        if (sleeping) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void atTurnEnd(Runnable task) {
        turnEnd.add(task);
    }

    @Override
    public Cancel at(long uptimeNanos, Runnable task) {
        Timer timer = new Timer(uptimeNanos, timersMade++, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private void cancel(Timer timer) {
        if (timer.task != null) {
            timer.task = null;
            timers.remove(timer);
        }
    }

    @Override
    public long uptimeNanos() {
        return System.nanoTime() - startNanos;
    }

    /// Tasks that wait in the mailbox, about; from any thread.
    public int waiting() {
        return mailbox.size();
    }

    /// Ends the loop after the task that runs; from any thread. Whoever is not the loop waits.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (!thread.equals(Thread.currentThread())) {
            Joining.join(thread);
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (!turn()) {
                    sleep();
                }
            }
        } catch (Throwable t) {
            closed = true;
            onDeath.accept(t);
        }
    }

    /// True if there was anything to do.
    private boolean turn() {
        boolean worked = false;
        for (int i = 0; i < TASKS_PER_TURN && !closed; i++) {
            Runnable task = mailbox.poll();
            if (task == null) {
                break;
            }
            task.run();
            worked = true;
        }
        worked |= runTimers();
        while (!turnEnd.isEmpty() && !closed) {
            turnEnd.remove().run();
            worked = true;
        }
        return worked;
    }

    private boolean runTimers() {
        boolean worked = false;
        Timer next = timers.peek();
        while (next != null && next.atNanos <= uptimeNanos() && !closed) {
            timers.remove();
            Runnable task = next.task;
            next.task = null;
            if (task != null) {
                task.run();
                worked = true;
            }
            next = timers.peek();
        }
        return worked;
    }

    /// Announces the sleep before it looks a last time, so that no task is left lying: whoever adds
    /// one either is seen here or sees the announcement.
    private void sleep() {
        sleeping = true;
        if (mailbox.isEmpty() && !closed) {
            Timer next = timers.peek();
            if (next == null) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, next.atNanos - uptimeNanos());
            }
        }
        sleeping = false;
    }
}
