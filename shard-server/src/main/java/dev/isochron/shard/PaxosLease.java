package dev.isochron.shard;

import dev.isochron.paxos.replica.Moment;
import dev.isochron.paxos.replica.PaxosReplica;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A Paxos replica's lease, as the machines of two-phase commit see it; asked about the moment of
/// the turn that is being made.
public final class PaxosLease implements Lease {
    private final PaxosReplica replica;
    private final Supplier<Moment> moment;

    /// What was told here counts as given even where the lease, at that moment, could not confirm
    /// it: it only rises what is given next.
    private Timestamp told = Timestamp.MIN;

    /// Of which moment the end was asked last, since a turn asks often.
    private @Nullable Moment asked;

    private Timestamp end = Timestamp.MIN;

    /// @param moment of the present turn: the same object for all of it, another for the next
    public PaxosLease(PaxosReplica replica, Supplier<Moment> moment) {
        this.replica = replica;
        this.moment = moment;
    }

    @Override
    public Interval now() {
        return moment.get().now();
    }

    @Override
    public Optional<Timestamp> give(Timestamp atLeast) {
        Moment present = moment.get();
        Timestamp lowest = Timestamp.max(atLeast.plusNanos(-1), told);
        if (!replica.publish(present, lowest)) {
            return Optional.empty();
        }
        Optional<Timestamp> given = replica.give(present);
        given.ifPresent(t -> told = t);
        return given;
    }

    @Override
    public void publish(Timestamp t) {
        replica.publish(moment.get(), t);
        told = Timestamp.max(told, t);
    }

    @Override
    public Timestamp lastGiven() {
        return told;
    }

    @Override
    public boolean vouch(Timestamp bound) {
        return replica.vouch(moment.get(), bound);
    }

    @Override
    public Timestamp end() {
        Moment present = moment.get();
        if (!present.equals(asked)) {
            asked = present;
            end = replica.view(present).leaseEnd();
        }
        return end;
    }
}
