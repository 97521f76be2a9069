package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// P3: the lease intervals of a group's leaders are disjoint in true time.
///
/// A tenure begins in true time when a replica first serves and ends at its lease's end, whatever
/// becomes of the replica, unless it resigns. With a lying clock about, nothing is promised.
final class LeaseJudge implements Judge {
    static final String NAME = "P3 one lease";

    private static final class Tenure {
        final ReplicaId leader;
        final Timestamp from;
        Timestamp until;

        Tenure(ReplicaId leader, Timestamp from, Timestamp until) {
            this.leader = leader;
            this.from = from;
            this.until = until;
        }

        @Override
        public String toString() {
            return leader + " from " + from + " until " + until;
        }
    }

    private final TreeMap<GroupId, List<Tenure>> tenures = new TreeMap<>();

    /// The highest ballot that each replica is known to have resigned from: it shows that again
    /// when it leads at a higher one.
    private final TreeMap<ReplicaKey, Ballot> resigned = new TreeMap<>();

    private final Supplier<Timestamp> trueTime;
    private final BooleanSupplier clocksAreHonest;

    LeaseJudge(Supplier<Timestamp> trueTime, BooleanSupplier clocksAreHonest) {
        this.trueTime = trueTime;
        this.clocksAreHonest = clocksAreHonest;
    }

    @Override
    public void stands(Site at, ReplicaKey who, ReplicaView view) {
        List<Tenure> of = tenures.computeIfAbsent(who.group(), _ -> new ArrayList<>());
        Timestamp now = trueTime.get();
        of.removeIf(t -> t.until.isBefore(now));
        if (!view.serving()) {
            return;
        }
        Tenure own = tenureOf(of, who.replica(), now);
        own.until = Timestamp.max(own.until, view.leaseEnd());
        for (Tenure other : of) {
            Violation.unless(
                    other.leader.equals(who.replica()) || !clocksAreHonest.getAsBoolean(),
                    NAME,
                    () -> who.group() + " is led by " + own + ", and by " + other);
        }
    }

    private static Tenure tenureOf(List<Tenure> of, ReplicaId leader, Timestamp now) {
        for (Tenure tenure : of) {
            if (tenure.leader.equals(leader)) {
                return tenure;
            }
        }
        Tenure begun = new Tenure(leader, now, now);
        of.add(begun);
        return begun;
    }

    @Override
    public void answered(Site at, ReplicaKey who, Request request, Reply reply) {
        if (reply instanceof Reply.Locked && clocksAreHonest.getAsBoolean()) {
            Timestamp now = trueTime.get();
            boolean leads =
                    tenures.getOrDefault(who.group(), List.of()).stream()
                            .anyMatch(t -> t.leader.equals(who.replica()) && t.until.isAfter(now));
            Violation.unless(
                    leads, NAME, () -> who + " shows rows under locks without a lease: " + reply);
        }
    }

    @Override
    public void left(Site at, Envelope envelope) {
        Optional<Resignation> shown =
                switch (envelope.message()) {
                    case Message.Resigned resigned -> Optional.of(resigned.resignation());
                    case Message.Prepare prepare -> prepare.resignation();
                    default -> Optional.empty();
                };
        Optional<Ballot> over =
                shown.map(Resignation::ballot)
                        .filter(ballot -> ballot.isOwnedBy(envelope.from()))
                        .filter(ballot -> isNews(envelope, ballot));
        if (over.isPresent()) {
            tenures.getOrDefault(envelope.group(), new ArrayList<>())
                    .removeIf(t -> t.leader.equals(envelope.from()));
        }
    }

    private boolean isNews(Envelope envelope, Ballot ballot) {
        ReplicaKey who = new ReplicaKey(envelope.group(), envelope.from());
        Ballot known = resigned.get(who);
        if (known != null && !ballot.isAbove(known)) {
            return false;
        }
        resigned.put(who, ballot);
        return true;
    }
}
