package dev.isochron.truetime.source;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A host whose clocks, kernel and time daemon a test plays. True time passes only by [#advance]
/// and [#suspend], and by a little with each read.
///
/// The kernel is modelled on Linux: it raises `maxerror` by 500 µs each second up to 16 s, where it
/// drops to unsynchronised; a step makes it forget its account; a suspension does not.
public final class FakeHost implements HostClock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_ERROR_LIMIT_MICROS = 16_000_000;

    /// What one read of a clock takes.
    private static final long READ_NANOS = 30;

    private final Deque<Long> pauses = new ArrayDeque<>();
    private long trueNanos;
    private long mono = 4_000_000_000L;
    private long suspended;
    private long error;
    private long driftPpb;
    private long maxErrorMicros = MAX_ERROR_LIMIT_MICROS;
    private long sinceRaise;
    private int status = Discipline.Timex.STA_UNSYNC;
    private int leapState;
    private long offsetNanos;
    private long pendingNanos;
    private long frequency;
    private long tick = 10_000;
    private TimeDaemon daemon = new TimeDaemon.Keeper("chronyd");
    private Discipline.@Nullable Unreadable unreadable;
    private int daemonSearches;

    public FakeHost(long trueNanos) {
        this.trueNanos = trueNanos;
    }

    /// A host at noon of a day without anything special.
    public static FakeHost atNoon() {
        return new FakeHost(1_795_435_200_000_000_000L);
    }

    public long trueNanos() {
        return trueNanos;
    }

    /// Lets time pass while the machine runs. All clocks count the same oscillator, so all drift.
    public void advance(long nanos) {
        long drifted = SimulatedClock.scaled(nanos, driftPpb);
        mono += nanos + drifted;
        error += drifted;
        pass(nanos);
    }

    private void pass(long nanos) {
        trueNanos += nanos;
        sinceRaise += nanos;
        while (sinceRaise >= NANOS_PER_SECOND) {
            sinceRaise -= NANOS_PER_SECOND;
            maxErrorMicros = Math.min(MAX_ERROR_LIMIT_MICROS, maxErrorMicros + 500);
            if (maxErrorMicros == MAX_ERROR_LIMIT_MICROS) {
                status |= Discipline.Timex.STA_UNSYNC;
            }
        }
    }

    /// The machine sleeps; its real-time clock comes back `resumeError` off.
    public void suspend(long nanos, long resumeError) {
        suspended += nanos;
        trueNanos += nanos;
        error += resumeError;
    }

    /// Somebody sets the wall clock, and the kernel forgets its account.
    public void stepBy(long nanos) {
        error += nanos;
        status |= Discipline.Timex.STA_UNSYNC;
        maxErrorMicros = MAX_ERROR_LIMIT_MICROS;
        sinceRaise = 0;
    }

    /// The wall clock jumps and nobody tells the kernel.
    public void jumpSilently(long nanos) {
        error += nanos;
    }

    /// The daemon's update: the clock is now `newError` off, and at most `newMaxErrorMicros`.
    public void synchronise(long newError, long newMaxErrorMicros) {
        error = newError;
        account(newMaxErrorMicros);
    }

    /// The daemon's update of the account alone.
    public void account(long newMaxErrorMicros) {
        maxErrorMicros = newMaxErrorMicros;
        sinceRaise = 0;
        status &= ~Discipline.Timex.STA_UNSYNC;
    }

    public void drift(long ppb) {
        driftPpb = ppb;
    }

    public void pending(long offset, long adjtime) {
        offsetNanos = offset;
        pendingNanos = adjtime;
    }

    /// The daemon makes the clock run faster by so much; the model's clock does not follow.
    public void rate(long newFrequency, long newTick) {
        frequency = newFrequency;
        tick = newTick;
    }

    public void leap(int state) {
        leapState = state;
    }

    public void daemon(TimeDaemon running) {
        daemon = running;
    }

    public void unreadable(String reason, String remedy) {
        unreadable = new Discipline.Unreadable(reason, remedy);
    }

    /// Before the read after the next `reads`, the thread loses its processor for `nanos`.
    public void pauseAfter(int reads, long nanos) {
        for (int i = 0; i < reads; i++) {
            pauses.add(0L);
        }
        pauses.add(nanos);
    }

    public int daemonSearches() {
        return daemonSearches;
    }

    private void read() {
        Long pause = pauses.poll();
        advance(READ_NANOS + (pause == null ? 0 : pause));
    }

    @Override
    public long monotonicNanos() {
        read();
        return mono;
    }

    @Override
    public long realtimeNanos() {
        read();
        return trueNanos + error;
    }

    @Override
    public long boottimeNanos() {
        read();
        return mono + suspended;
    }

    @Override
    public Discipline discipline() {
        read();
        if (unreadable != null) {
            return unreadable;
        }
        boolean unsynchronised = (status & Discipline.Timex.STA_UNSYNC) != 0;
        return new Discipline.Timex(
                unsynchronised ? Discipline.Timex.TIME_ERROR : leapState,
                status,
                maxErrorMicros,
                maxErrorMicros / 10,
                offsetNanos,
                pendingNanos,
                frequency,
                tick);
    }

    @Override
    public TimeDaemon daemon() {
        daemonSearches++;
        return daemon;
    }
}
