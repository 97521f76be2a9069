package dev.isochron.node.shard;

import dev.isochron.node.host.Moments;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.shard.model.Turn;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lease of a replica's Paxos group; asked about the moment of the turn that is being made.
public final class HostLease implements Lease {

    private final Moments moments;
    private @Nullable ReplicaHost<?> host;
    private Moment moment;

    /// What was told here counts as given even where the lease, at that moment, could not confirm
    /// it: it only raises what is given next.
    private Timestamp told = Timestamp.MIN;

    public HostLease(Moments moments) {
        this.moments = moments;
        this.moment = moments.now();
    }

    void belongsTo(ReplicaHost<?> replica) {
        host = replica;
    }

    /// A turn begins: the clocks are read for all of it.
    public Turn newTurn() {
        moment = moments.now();
        return new Turn(moment.now(), moment.uptimeNanos());
    }

    /// Whether this node's clock may choose the moment of a read: it vouches for something, and the
    /// majority of the cluster does not contradict it.
    boolean mayTellTime() {
        return moment.mayLead() && moment.now().latest().isBefore(Timestamp.MAX);
    }

    private ReplicaHost<?> host() {
        return Objects.requireNonNull(host, "a lease is used once its replica runs");
    }

    @Override
    public Interval now() {
        return moment.now();
    }

    @Override
    public Optional<Timestamp> give(Timestamp atLeast) {
        Timestamp lowest = Timestamp.max(atLeast.plusNanos(-1), told);
        if (!host().publish(moment, lowest)) {
            return Optional.empty();
        }
        Optional<Timestamp> given = host().give(moment, host().view(moment).ballot());
        given.ifPresent(t -> told = t);
        return given;
    }

    @Override
    public void publish(Timestamp t) {
        host().publish(moment, t);
        told = Timestamp.max(told, t);
    }

    @Override
    public Timestamp lastGiven() {
        return Timestamp.max(told, host().view(moment).lastGiven());
    }

    @Override
    public boolean vouch(Timestamp bound) {
        return host().vouch(moment, bound);
    }

    @Override
    public Timestamp end() {
        return host().view(moment).leaseEnd();
    }
}
