package dev.isochron.truetime.host;

import dev.isochron.truetime.Reading;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.TimeLine;
import org.jspecify.annotations.Nullable;

/// A stretch of time in which one line holds, or one refusal, with the floors that keep readings
/// from running backwards. All instants are of the monotonic clock. Its identity matters: a reader
/// looks twice whether it is still the same one.
final class Stretch {

    /// Between two stretches: holds for nobody, and whoever meets it waits for the next one.
    static final Stretch WITHDRAWN =
            new Stretch(
                    null,
                    new TimeLine(0, Long.MIN_VALUE, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE, false),
                    0,
                    0);

    /// A wall clock that seems to have left the line is looked at this often before it is believed:
    /// a thread can lose its processor between two reads.
    private static final int SECOND_LOOKS = 5;

    /// If present nothing is vouched for, and only the line's instants have a meaning.
    final Reading.@Nullable Unusable refusal;

    /// No reading's earliest end is below this.
    final long earliestFloor;

    private final TimeLine line;
    private final long latestFloor;

    private Stretch(
            Reading.@Nullable Unusable refusal,
            TimeLine line,
            long earliestFloor,
            long latestFloor) {
        this.refusal = refusal;
        this.line = line;
        this.earliestFloor = earliestFloor;
        this.latestFloor = latestFloor;
    }

    /// The stretch of a refusal, from `mono` until somebody asks again `retryNanos` later.
    static Stretch refused(Reading.Unusable refusal, long mono, long retryNanos, Stretch before) {
        TimeLine none =
                new TimeLine(
                        0, mono, 0, 0, mono + retryNanos, mono + TimeLine.MAX_LIFE_NANOS, false);
        return new Stretch(refusal, none, before.earliestFloorAt(mono), before.latestFloorAt(mono));
    }

    /// The stretch of `line`, from `mono` on.
    static Stretch along(TimeLine line, long mono, Stretch before) {
        return new Stretch(null, line, before.earliestFloorAt(mono), before.latestFloorAt(mono));
    }

    /// Whether a reading at `mono` may be drawn without a further thought.
    boolean holdsAt(long mono, HostClock host) {
        return mono < line.refreshMono() && agreesAt(mono, host);
    }

    boolean dueAt(long mono) {
        return mono >= line.refreshMono();
    }

    /// When a new one should be drawn.
    long dueAtMono() {
        return line.refreshMono();
    }

    boolean expiredAt(long mono) {
        return mono >= line.expiryMono();
    }

    /// Whether the real-time clock, read now, is where the line puts it at `mono`.
    boolean agreesAt(long mono, HostClock host) {
        if (!line.guarded()) {
            return true;
        }
        long off = host.realtimeNanos() - mono - line.offsetNanos();
        return off <= TimeLine.STEP_TOLERANCE_NANOS && off >= -TimeLine.STEP_TOLERANCE_NANOS;
    }

    /// Whether the real-time clock has really left the line: no look finds it near.
    boolean leftByWallClock(HostClock host) {
        for (int i = 0; i < SECOND_LOOKS; i++) {
            if (agreesAt(host.monotonicNanos(), host)) {
                return false;
            }
        }
        return true;
    }

    long earliestAt(long mono) {
        return Math.max(earliestFloor, mono + line.offsetNanos() - line.halfAt(mono));
    }

    long latestAt(long mono) {
        return Math.max(latestFloor, mono + line.offsetNanos() + line.halfAt(mono));
    }

    /// What no later stretch may fall below: this one's reading at `mono`, or its own floor.
    long earliestFloorAt(long mono) {
        return vouches() ? earliestAt(mono) : earliestFloor;
    }

    long latestFloorAt(long mono) {
        return vouches() ? latestAt(mono) : latestFloor;
    }

    private boolean vouches() {
        return refusal == null && this != WITHDRAWN;
    }
}
