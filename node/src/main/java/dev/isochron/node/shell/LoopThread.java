package dev.isochron.node.shell;

import dev.isochron.node.port.Loop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The platform thread that owns a node and its sockets: it reads what has arrived, runs what that
/// led to, then what was left for the end of the turn, writes, and sleeps until something comes or
/// a timer is due. A message changes threads nowhere between the socket and the node's state.
///
/// A task that throws ends the loop, because the state that it left behind cannot be trusted; the
/// owner is told, once, on the loop's thread.
public final class LoopThread implements Loop, AutoCloseable {

    /// Sockets that are still open when the loop ends are closed within this time.
    private static final long CLOSE_MILLIS = 1_000;

    private final Consumer<Throwable> onDeath;
    private final Sockets sockets = Sockets.ofThisMachine();
    private final EventLoopGroup group;
    private final SingleThreadEventExecutor thread;
    private final long startNanos = System.nanoTime();
    private final ArrayDeque<Runnable> turnEnd = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong((Timer t) -> t.atNanos)
                            .thenComparingLong(t -> t.number));
    private long timersMade;
    private @Nullable Future<?> alarm;
    private long alarmAtNanos;
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
        this.group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(name, false), sockets.handlers());
        this.thread = (SingleThreadEventExecutor) group.next();
    }

    /// The same thread, for sockets that are to be served by it.
    public EventLoopGroup group() {
        return group;
    }

    /// Which sockets it can serve.
    public Sockets sockets() {
        return sockets;
    }

    // -- tasks -------------------------------------------------------------------------------

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            closed = true; // The thread has ended: nothing is run any more, as after `close`.
        }
    }

    private void run(Runnable task) {
        if (closed) {
            return;
        }
        try {
            task.run();
        } catch (Throwable t) {
            closed = true;
            onDeath.accept(t);
        }
    }

    /// The first task of a turn puts the turn's end behind what waits now.
    @Override
    public void atTurnEnd(Runnable task) {
        turnEnd.add(task);
        if (turnEnd.size() == 1) {
            execute(this::endTurn);
        }
    }

    /// A task counts until it has run, so that what it adds runs in the same turn.
    private void endTurn() {
        while (!turnEnd.isEmpty() && !closed) {
            turnEnd.element().run();
            turnEnd.remove();
        }
    }

    // -- timers ------------------------------------------------------------------------------

    @Override
    public Cancel at(long uptimeNanos, Runnable task) {
        Timer timer = new Timer(uptimeNanos, timersMade++, task);
        timers.add(timer);
        setAlarm();
        return () -> cancel(timer);
    }

    /// An alarm that was set for a timer taken back finds nothing due, which does no harm.
    private void cancel(Timer timer) {
        if (timer.task != null) {
            timer.task = null;
            timers.remove(timer);
        }
    }

    private void setAlarm() {
        Timer next = timers.peek();
        if (next == null || closed || (alarm != null && alarmAtNanos <= next.atNanos)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAtNanos = next.atNanos;
        long wait = Math.max(0, alarmAtNanos - uptimeNanos());
        alarm = thread.schedule(() -> run(this::ring), wait, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarm = null;
        Timer next = timers.peek();
        while (next != null && next.atNanos <= uptimeNanos() && !closed) {
            timers.remove();
            Runnable task = next.task;
            next.task = null;
            if (task != null) {
                task.run();
            }
            next = timers.peek();
        }
        setAlarm();
    }

    @Override
    public long uptimeNanos() {
        return System.nanoTime() - startNanos;
    }

    // -- the end -----------------------------------------------------------------------------

    @Override
    public boolean isIdle() {
        return thread.pendingTasks() == 0;
    }

    /// Tasks that wait, about; from any thread.
    public int waiting() {
        return thread.pendingTasks();
    }

    /// Ends the loop after the task that runs, and closes what sockets it still has; from any
    /// thread. Whoever is not the loop waits.
    @Override
    public void close() {
        closed = true;
        var ended = group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        if (!thread.inEventLoop()) {
            var _ = ended.awaitUninterruptibly();
        }
    }
}
