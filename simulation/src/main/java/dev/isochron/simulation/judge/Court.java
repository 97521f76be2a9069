package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Brings every event before all judges and into the evidence, in that order.
///
/// A complaint is kept until [#throwIfBroken]: thrown where it arises it would only halt the
/// replica that is being watched, which takes it for a mistake of its own.
public final class Court {
    private final Evidence evidence;
    private final Truth truth;
    private final List<Judge> judges;
    private @Nullable Violation complaint;

    private Court(Evidence evidence, Truth truth, List<Judge> judges) {
        this.evidence = evidence;
        this.truth = truth;
        this.judges = judges;
    }

    /// The court with every judge there is.
    ///
    /// @param clocksAreHonest false from the first lie of a clock until its effects are surely over
    public static Court all(
            int nodes, Supplier<Timestamp> trueTime, BooleanSupplier clocksAreHonest) {
        Evidence evidence = new Evidence(nodes);
        Truth truth = new Truth(trueTime, clocksAreHonest);
        return new Court(
                evidence,
                truth,
                List.of(
                        new AgreementJudge(evidence),
                        new PromiseJudge(evidence),
                        new LeaseJudge(trueTime, clocksAreHonest),
                        new DurableFirstJudge(evidence),
                        new ConfigurationJudge(evidence),
                        new AmnesiaJudge(evidence),
                        new TimestampJudge(truth, clocksAreHonest),
                        new SameStateJudge(),
                        new OutcomeJudge(truth),
                        new PatienceJudge(truth, trueTime, clocksAreHonest),
                        new VoteJudge(truth, clocksAreHonest),
                        new TenureJudge(),
                        new MergeJudge(),
                        new SafeTimeJudge(truth, clocksAreHonest),
                        new SightJudge(truth),
                        new CoverJudge(),
                        new QuorumJudge(evidence)));
    }

    private void hear(Consumer<Judge> what) {
        for (Judge judge : judges) {
            try {
                what.accept(judge);
            } catch (Violation e) {
                accuse(e);
            }
        }
    }

    /// Takes in a complaint of somebody who is no judge of this court.
    public void accuse(Violation violation) {
        if (complaint == null) {
            complaint = violation;
        }
    }

    /// Does nothing as long as nobody has complained.
    ///
    /// @throws Violation the first complaint
    public void throwIfBroken() {
        if (complaint != null) {
            throw complaint;
        }
    }

    public Evidence evidence() {
        return evidence;
    }

    public Truth truth() {
        return truth;
    }

    /// A process has opened its log and found this horizon in it.
    public void opened(Site at, Timestamp horizon) {
        evidence.opened(at.node(), horizon);
    }

    public void began(Site at, ReplicaImage image) {
        hear(j -> j.began(at, image));
        evidence.began(at.node(), image);
        ReplicaKey who = new ReplicaKey(image.group(), image.replica());
        for (AcceptedEntry entry : image.accepted().values()) {
            if (entry.isLearned() || !entry.slot().isAbove(image.chosen())) {
                learned(at, who, entry.slot(), entry.entry());
            }
        }
    }

    public void started(Site at) {
        hear(j -> j.started(at));
    }

    /// A replica took a step; nothing of its effects has been performed yet.
    public void stepped(Site at, ReplicaKey who, Input input, Effects effects) {
        if (input instanceof Input.Deliver(var from, var message)) {
            delivered(at, new Envelope(who.group(), from.replica(), who.replica(), message));
        }
        if (!effects.persist().isEmpty()) {
            hear(j -> j.persists(at, who, effects.persist()));
        }
        for (HardRecord record : effects.persist()) {
            if (record instanceof HardRecord.Learned(_, Slot slot, Entry entry)) {
                learned(at, who, slot, entry);
            } else if (record instanceof HardRecord.Removed) {
                evidence.removed(who);
            }
        }
        for (Effects.Applied applied : effects.apply()) {
            learned(at, who, applied.slot(), applied.entry());
        }
    }

    /// What a replica says to itself leaves it here, since no network sees it.
    private void delivered(Site at, Envelope envelope) {
        if (envelope.from().equals(envelope.to())) {
            left(at, envelope);
        }
        if (envelope.message() instanceof Message.Promise promise) {
            evidence.promiseArrived(envelope.group(), envelope.from(), promise);
        }
    }

    private void learned(Site at, ReplicaKey who, Slot slot, Entry entry) {
        hear(j -> j.learned(at, who, slot, entry));
        evidence.learned(who.group(), slot, entry);
    }

    /// A message leaves a node for another one.
    public void left(Site at, Envelope envelope) {
        hear(j -> j.left(at, envelope));
        evidence.claimed(at.node(), envelope);
    }

    public void appended(Site at, List<HardRecord> records, long position) {
        evidence.appended(at.node(), records, position);
    }

    /// The node holds everything up to `position` for durable.
    public void saidSynced(Site at, long position) {
        evidence.saidSynced(at.node(), position);
    }

    /// The disk has in truth synced everything up to `position`.
    public void trulySynced(Site at, long position) {
        evidence.trulySynced(at.node(), position);
    }

    public void applied(Site at, ReplicaKey who, Slot slot, long fingerprint) {
        hear(j -> j.applied(at, who, slot, fingerprint));
    }

    public void gave(Site at, ReplicaKey who, Timestamp given) {
        hear(j -> j.gave(at, who, given));
    }

    // -- shards and their clients ------------------------------------------------------------

    public void asked(Site at, ReplicaKey who, Request request) {
        hear(j -> j.asked(at, who, request));
        truth.asked(request);
    }

    public void answered(Site at, ReplicaKey who, Request request, Reply reply) {
        hear(j -> j.answered(at, who, request, reply));
        truth.answered(request, reply);
    }

    public void ruled(Site at, ReplicaKey who, Applied applied) {
        hear(j -> j.ruled(at, who, applied));
        truth.ruled(who.group(), applied);
    }

    public void shaped(Site at, ReplicaKey who, ShardEntry entry) {
        hear(j -> j.shaped(at, who, entry));
    }

    public void said(Site at, ReplicaKey who, Parley parley) {
        hear(j -> j.said(at, who, parley));
        truth.said(parley);
    }

    public void said(Site at, ReplicaKey who, SafeTimes word) {
        hear(j -> j.said(at, who, word));
    }

    /// Nothing happens any more.
    ///
    /// @throws Violation the first complaint
    public void conclude() {
        hear(Judge::concludes);
        throwIfBroken();
    }

    // ------------------------------------------------------------------------------------------

    public void stands(Site at, ReplicaKey who, ReplicaView view) {
        hear(j -> j.stands(at, who, view));
    }

    /// A replica stopped itself over a mistake of its own: a broken invariant, as a rule.
    public void broke(Site at, ReplicaKey who, RuntimeException mistake) {
        accuse(new Violation("halted", who + " on " + at + " stopped itself: " + mistake));
    }

    /// A fault destroyed synced parts of this node's disk.
    public void damaged(Site at) {
        evidence.damaged(at.node());
    }

    public void crashed(Site at) {
        hear(j -> j.crashed(at));
        evidence.crashed(at.node());
    }
}
