package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// Keeps the store's durable horizon ahead of what replicas may grant, so that no grant waits for
/// its own sync: two small syncs a second. It lapses when no replica of the store has wanted a
/// grant for a lease, so that a store whose groups are quiet writes nothing; the first that does
/// want one has it raised again, and is poked then, because what it granted meanwhile was cut
/// short.
///
/// After a restart the horizon counts as granted, so it reaches hardly further than it must. A
/// grant reaches one lease ahead; what the horizon has beyond that is what an election after a
/// crash of all nodes waits for nothing. It must outlast the pause between two looks and a slow
/// sync; if it does not, grants are shorter for a moment.
public final class HorizonKeeper {

    /// The horizon is set this part of a lease beyond the furthest grant.
    private static final int AHEAD_FRACTION = 4;

    /// A clock that gains this part of a lease on the time that passed is in doubt for a lease: by
    /// then the other nodes have said what they think of it.
    private static final int DOUBT_FRACTION = 2;

    /// Extended so long before it would cut a grant short; looked at no more often than that.
    private static final int LOOK_FRACTION = 16;

    private final Journal journal;
    private final Moments moments;
    private final Loop loop;
    private final long leaseNanos;
    private boolean underWay;
    private boolean asleep;
    private long wantedNanos;

    /// The last horizon that was written, synced or not.
    private Timestamp asked = Timestamp.MIN;

    private Timestamp lastLatest = Timestamp.MIN;
    private long lastUptimeNanos;
    private long doubtUntilNanos;

    public HorizonKeeper(Journal journal, Moments moments, Loop loop, long leaseNanos) {
        this.journal = journal;
        this.moments = moments;
        this.loop = loop;
        this.leaseNanos = leaseNanos;
        this.wantedNanos = loop.uptimeNanos();
        moments.whenWanted(this::wakeUp);
    }

    private void wakeUp() {
        if (asleep) {
            run();
        }
    }

    /// Extends the horizon now and from then on, as long as anybody wants it.
    public void run() {
        Moment now = moments.now();
        if (moments.wasWanted()) {
            wantedNanos = now.uptimeNanos();
        }
        asleep = now.uptimeNanos() - wantedNanos > leaseNanos;
        if (asleep) {
            moments.lapse();
            return;
        }
        Timestamp furthest = now.now().latest().plusNanos(leaseNanos);
        Timestamp needed = furthest.plusNanos(leaseNanos / LOOK_FRACTION);
        if (!underWay && isBelievable(now) && moments.horizon().isBefore(needed)) {
            extend(furthest.plusNanos(leaseNanos / AHEAD_FRACTION));
        }
        loop.at(loop.uptimeNanos() + untilNextLook(needed), this::run);
    }

    /// Until what was asked for is used up, as far as time passes evenly: a quiet node wakes up for
    /// little else.
    private long untilNextLook(Timestamp needed) {
        Timestamp reach = Timestamp.max(asked, moments.horizon());
        long left = reach.nanos() - needed.nanos();
        return Math.clamp(left, leaseNanos / LOOK_FRACTION, leaseNanos / AHEAD_FRACTION);
    }

    /// A clock that vouches for nothing, or that the others contradict, must not drag the horizon
    /// along: after a restart the replicas of this store would vote for nobody until then.
    private boolean isBelievable(Moment moment) {
        Timestamp latest = moment.now().latest();
        if (latest.equals(Timestamp.MAX)) {
            return false;
        }
        long passed = moment.uptimeNanos() - lastUptimeNanos;
        Timestamp plausible = lastLatest.plusNanos(passed + leaseNanos / DOUBT_FRACTION);
        if (!lastLatest.equals(Timestamp.MIN) && latest.isAfter(plausible)) {
            doubtUntilNanos = moment.uptimeNanos() + leaseNanos;
        }
        lastLatest = latest;
        lastUptimeNanos = moment.uptimeNanos();
        return moment.mayLead() && moment.uptimeNanos() >= doubtUntilNanos;
    }

    private void extend(Timestamp until) {
        underWay = true;
        asked = until;
        journal.appendOfStore(
                List.of(new HardRecord.Horizon(until)),
                () -> {
                    underWay = false;
                    moments.raiseHorizon(until);
                });
    }
}
