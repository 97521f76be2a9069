package dev.isochron.truetime.peers;

import dev.isochron.truetime.Interval;

/// What one reading of a peer tells, by itself.
///
/// A message is read by its sender before it is sent, and our clock is read after it was received,
/// so with two honest clocks the sender's `earliest` ≤ true time at sending ≤ true time at receipt
/// ≤ our `latest`, however long the message took. If it echoes a reading of ours, then its sender
/// read its clock after we read ours: our echoed `earliest` ≤ its `latest`.
public sealed interface Finding {

    /// Both clocks may be right.
    record Plausible() implements Finding {}

    /// The peer sent when our clock says that moment has not come. Either its clock is ahead of
    /// true time or ours is behind, together by at least `byNanos`.
    record FromTheFuture(long byNanos) implements Finding {}

    /// The peer answered before our clock says it was asked. Either its clock is behind true time
    /// or ours is ahead, together by at least `byNanos`.
    record FromThePast(long byNanos) implements Finding {}

    /// Judges `stamp`, received when our clock read `own`.
    static Finding of(ClockStamp stamp, Interval own) {
        long ahead = stamp.reading().earliestNanos() - own.latestNanos();
        if (ahead > 0) {
            return new FromTheFuture(ahead);
        }
        long behind = stamp.echo().nanos() - stamp.reading().latestNanos();
        // An echo beyond our own latest is none of our readings: it is from before a restart.
        boolean ours = !stamp.echo().isAfter(own.latest());
        return behind > 0 && ours ? new FromThePast(behind) : new Plausible();
    }
}
