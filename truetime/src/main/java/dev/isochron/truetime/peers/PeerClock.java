package dev.isochron.truetime.peers;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one peer's clock. All instants are of our own steady clock.
///
/// One owner: [ClockJudge].
final class PeerClock {

    /// Nothing is known to this side of the judge's memory.
    private static final long NEVER = Long.MIN_VALUE;

    private Timestamp echo = Timestamp.MIN;
    private long complaintNanos;
    private Finding finding = new Finding.Plausible();
    private @Nullable Claim claim;

    private long accusedAt = NEVER;
    private long aheadNanos;
    private long supportedAt = NEVER;

    /// True time at the moment of receipt, as the peer's stamp bounds it.
    private record Claim(Interval atReceipt, long steadyNanos) {}

    /// Takes note of what the next stamp to this peer must answer.
    void noteReading(Interval reading) {
        echo = reading.earliest();
        complaintNanos = 0;
    }

    /// Judges a stamp received when our clock read `own`. It closes a loop if it echoes a reading
    /// of ours that is at most `freshNanos` old: only then does it speak of our clock as it is now.
    Finding judge(ClockStamp stamp, Interval own, long steadyNanos, long freshNanos) {
        finding = Finding.of(stamp, own);
        boolean closesLoop = closesLoop(stamp, own, freshNanos);
        complaintNanos = finding instanceof Finding.FromTheFuture(long by) ? by : 0;
        long ahead =
                switch (finding) {
                    case Finding.FromTheFuture(long by) -> -by;
                    case Finding.FromThePast(long by) -> closesLoop ? by : 0;
                    case Finding.Plausible() -> closesLoop ? stamp.complaintNanos() : 0;
                };
        if (ahead != 0) {
            accusedAt = steadyNanos;
            aheadNanos = ahead;
            supportedAt = NEVER;
        } else if (closesLoop) {
            accusedAt = NEVER;
            supportedAt = steadyNanos;
        }
        if (closesLoop) {
            claim = new Claim(claimed(stamp, own), steadyNanos);
        }
        return finding;
    }

    private static boolean closesLoop(ClockStamp stamp, Interval own, long freshNanos) {
        long age = own.latestNanos() - stamp.echo().nanos();
        return age >= 0 && age <= freshNanos + own.widthNanos();
    }

    /// The peer read its clock after our echoed reading and before now, so since then no more has
    /// passed than between those two.
    private static Interval claimed(ClockStamp stamp, Interval own) {
        long delay = own.latestNanos() - stamp.echo().nanos();
        return new Interval(stamp.reading().earliest(), stamp.reading().latest().plusNanos(delay));
    }

    /// The stamp of our next message to this peer.
    ClockStamp answer(Interval own) {
        return new ClockStamp(own, echo, complaintNanos);
    }

    boolean accusesUs(long steadyNanos, long freshNanos) {
        return accusedAt != NEVER && steadyNanos - accusedAt <= freshNanos;
    }

    boolean supportsUs(long steadyNanos, long freshNanos) {
        return supportedAt != NEVER && steadyNanos - supportedAt <= freshNanos;
    }

    /// By how much we are ahead of this peer at least (behind if negative), as it last accused us.
    long aheadNanos() {
        return aheadNanos;
    }

    Finding finding() {
        return finding;
    }

    /// What this peer's clock says about true time at `steadyNanos`, if it spoke lately.
    Optional<Interval> claimAt(long steadyNanos, long freshNanos, long driftPpb) {
        if (claim == null || steadyNanos - claim.steadyNanos() > freshNanos) {
            return Optional.empty();
        }
        long age = Math.max(0, steadyNanos - claim.steadyNanos());
        long drift = age / 1_000_000 * driftPpb / 1_000 + 1;
        return Optional.of(
                new Interval(
                        claim.atReceipt().earliest().plusNanos(age - Math.min(age, drift)),
                        claim.atReceipt().latest().plusNanos(age + drift)));
    }
}
