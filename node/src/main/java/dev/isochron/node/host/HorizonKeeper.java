package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// Keeps the store's durable horizon ahead of what replicas may grant, so that no grant waits for
/// its own sync. It is kept ahead of quiet groups too: one small sync every other second.
///
/// After a restart the horizon counts as granted, so it reaches no further than it must: a store
/// that crashed delays the next election by two leases at most.
public final class HorizonKeeper {

    private final Journal journal;
    private final Moments moments;
    private final Loop loop;
    private final long leaseNanos;
    private boolean underWay;

    public HorizonKeeper(Journal journal, Moments moments, Loop loop, long leaseNanos) {
        this.journal = journal;
        this.moments = moments;
        this.loop = loop;
        this.leaseNanos = leaseNanos;
    }

    /// Extends the horizon now and from then on.
    public void run() {
        Moment now = moments.now();
        Timestamp needed = now.now().latest().plusNanos(leaseNanos + leaseNanos / 2);
        if (!underWay && !isUnknown(now) && moments.horizon().isBefore(needed)) {
            extend(now.now().latest().plusNanos(2 * leaseNanos));
        }
        loop.at(loop.uptimeNanos() + leaseNanos / 4, this::run);
    }

    /// A clock that vouches for nothing must not drag the horizon to the end of time.
    private static boolean isUnknown(Moment moment) {
        return moment.now().latest().equals(Timestamp.MAX);
    }

    private void extend(Timestamp until) {
        underWay = true;
        journal.appendOfStore(
                List.of(new HardRecord.Horizon(until)),
                () -> {
                    underWay = false;
                    moments.raiseHorizon(until);
                });
    }
}
