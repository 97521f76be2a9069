package dev.isochron.truetime.host;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.ClockUnusableException;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.MonotoneClamp;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Sleeper;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.source.ClockSource;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.TimeLine;
import dev.isochron.truetime.source.Verdict;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The clock of a running node, for all its threads.
///
/// A reading is drawn from a [Stretch]: the line its source vouches for, or the refusal to vouch.
/// That takes one read of the monotonic clock, one of the real-time clock to see that it was not
/// stepped, and no shared write. When the stretch is due or the wall clock has left its line, the
/// calling thread draws the next one; the others go on with the old one as long as it holds.
///
/// Readings never run backwards, without any counter that all threads would fight over. Within a
/// stretch both ends rise with the monotonic clock. Between two stretches stands a barrier:
///
/// ```
/// reader    read stretch A ── read clock m ── read stretch again: still A? else start over
/// writer         withdraw A ── read clock w ── floor of B := A at w ── publish B
/// ```
///
/// A reader that finds A twice has m before the withdrawal and so m ≤ w: what it answers is at most
/// the floor of B, below which B answers nothing.
public final class HostTime implements TrueTime {

    /// How long no reader is served between two stretches: some hundred instructions, many times
    /// what a processor reorders.
    private static final long BARRIER_NANOS = 1_000;

    private final HostClock host;
    private final ClockSource source;
    private final Sleeper sleeper;
    private final ReentrantLock drawing = new ReentrantLock();

    private volatile Stretch stretch = Stretch.WITHDRAWN;

    // Guarded by the lock.
    private long redraws;
    private long refusals;
    private long contradictions;

    /// @param host whose monotonic and real-time clocks are read
    /// @param source what vouches for them
    /// @param sleeper how commit wait lets time pass
    public HostTime(HostClock host, ClockSource source, Sleeper sleeper) {
        this.host = host;
        this.source = source;
        this.sleeper = sleeper;
        refresh();
    }

    @Override
    public Reading now() {
        while (true) {
            Stretch current = stretch;
            long mono = host.monotonicNanos();
            if (current.holdsAt(mono, host) || standsIn(current, mono)) {
                if (current.refusal != null) {
                    return current.refusal;
                }
                long earliest = current.earliestAt(mono);
                long latest = current.latestAt(mono);
                if (stillIs(current)) {
                    return new Reading.Usable(Interval.of(earliest, latest));
                }
            }
        }
    }

    @Override
    public long earliestNanos() {
        while (true) {
            Stretch current = stretch;
            long mono = host.monotonicNanos();
            if (current.holdsAt(mono, host) || standsIn(current, mono)) {
                if (current.refusal != null) {
                    throw new ClockUnusableException(current.refusal);
                }
                long earliest = current.earliestAt(mono);
                if (stillIs(current)) {
                    return earliest;
                }
            }
        }
    }

    @Override
    public long latestNanos() {
        while (true) {
            Stretch current = stretch;
            long mono = host.monotonicNanos();
            if (current.holdsAt(mono, host) || standsIn(current, mono)) {
                if (current.refusal != null) {
                    throw new ClockUnusableException(current.refusal);
                }
                long latest = current.latestAt(mono);
                if (stillIs(current)) {
                    return latest;
                }
            }
        }
    }

    /// The second look of a reader. The fence keeps the compiler from taking it before the clock
    /// was read.
    private boolean stillIs(Stretch current) {
        VarHandle.acquireFence();
        return current == stretch;
    }

    /// What to do when `current` does not simply hold at `mono`. True: use it all the same, for it
    /// is only due and another thread is at it. False: read again.
    private boolean standsIn(Stretch current, long mono) {
        if (current.dueAt(mono)) {
            boolean bridges = !current.expiredAt(mono) && current.agreesAt(mono, host);
            if (bridges && drawing.isLocked()) {
                return true;
            }
            redraw(current);
        } else if (current.leftByWallClock(host)) {
            redraw(current);
        }
        return false;
    }

    /// Replaces `seen` by a new stretch, unless another thread has already done so.
    private void redraw(Stretch seen) {
        drawing.lock();
        try {
            if (stretch == seen) {
                draw(seen);
            }
        } finally {
            drawing.unlock();
        }
    }

    /// Asks the source now instead of when a reading is next due, and answers how long it is until
    /// then, in nanoseconds. A thread that calls this a second before keeps all that is slow about
    /// a source away from those that ask for the time.
    public long refresh() {
        drawing.lock();
        try {
            draw(stretch);
            return stretch.dueAtMono() - host.monotonicNanos();
        } finally {
            drawing.unlock();
        }
    }

    private void draw(Stretch old) {
        Verdict verdict = source.read();
        redraws++;
        stretch = Stretch.WITHDRAWN;
        stretch = next(verdict, old, afterBarrier());
    }

    /// The monotonic clock, once no reader can have read a later one and still found the old
    /// stretch: a processor may look at the stretch a few instructions before it reads the clock.
    private long afterBarrier() {
        long start = host.monotonicNanos();
        long mono = start;
        while (mono - start < BARRIER_NANOS) {
            Thread.onSpinWait();
            mono = host.monotonicNanos();
        }
        return mono;
    }

    private Stretch next(Verdict verdict, Stretch old, long mono) {
        return switch (verdict) {
            case Verdict.Refused(Reading.Unusable refusal, long retryNanos) -> {
                refusals++;
                yield Stretch.refused(refusal, mono, retryNanos, old);
            }
            case Verdict.Vouched(TimeLine line) -> {
                Stretch next = Stretch.along(line, mono, old);
                long latest = mono + line.offsetNanos() + line.halfAt(mono);
                if (latest >= next.earliestFloor) {
                    yield next;
                }
                contradictions++;
                yield Stretch.refused(
                        MonotoneClamp.contradiction(latest, next.earliestFloor),
                        mono,
                        Verdict.RETRY_NANOS,
                        old);
            }
        };
    }

    @Override
    public void awaitPast(Timestamp t) throws InterruptedException {
        Sleeper.awaitPast(this, t, sleeper);
    }

    @Override
    public ClockDomain domain() {
        return source.domain();
    }

    /// A clock of this host that never steps and goes on while the machine is suspended.
    public long steadyNanos() {
        return host.boottimeNanos();
    }

    @Override
    public ClockStatus status() {
        drawing.lock();
        try {
            List<Measure> measures = new ArrayList<>(source.measures());
            measures.add(new Measure("redraws", redraws, "count"));
            measures.add(new Measure("refusals", refusals, "count"));
            measures.add(new Measure("contradictions", contradictions, "count"));
            return new ClockStatus(source.name(), source.basis(), domain(), now(), measures);
        } finally {
            drawing.unlock();
        }
    }
}
