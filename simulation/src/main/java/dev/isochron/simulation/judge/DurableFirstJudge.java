package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.evidence.DurableReplica;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.evidence.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// P4: no promise, acceptance or grant leaves before what it claims is synced.
///
/// It looks twice: when a message leaves, at what is on the disk then; and when a process comes
/// back, at whether everything that it ever claimed is still there.
final class DurableFirstJudge implements Judge {
    static final String NAME = "P4 durable first";

    private final Evidence evidence;

    DurableFirstJudge(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void began(Site at, ReplicaImage image) {
        ReplicaKey who = new ReplicaKey(image.group(), image.replica());
        if (evidence.isDamaged(who)) {
            return; // what it lost is not the fault of its host
        }
        Optional<String> lost = evidence.lostIn(image);
        Violation.unless(
                lost.isEmpty(), NAME, () -> who + " came back without its " + lost.orElse(""));
    }

    @Override
    public void started(Site at) {
        for (ReplicaKey who : evidence.missingOn(at.node())) {
            throw new Violation(NAME, who + " did not come back at all");
        }
    }

    @Override
    public void left(Site at, Envelope envelope) {
        Store store = evidence.store(at.node());
        DurableReplica durable = store.replica(envelope.group());
        if (durable == null || !durable.replica().equals(envelope.from())) {
            return;
        }
        switch (envelope.message()) {
            case Message.Promise promise -> promised(durable, envelope, promise.ballot());
            case Message.Accepted accepted -> {
                promised(durable, envelope, accepted.ballot());
                accepted(durable, envelope, accepted);
                pulse(store, durable, envelope, accepted.pulse());
            }
            case Message.HeartbeatReply reply -> pulse(store, durable, envelope, reply.pulse());
            default -> {} // claims nothing durable
        }
    }

    private static void promised(DurableReplica durable, Envelope envelope, Ballot ballot) {
        Violation.unless(
                !durable.promised().isBelow(ballot),
                NAME,
                () -> envelope + " leaves while only " + durable.promised() + " is synced");
    }

    private void accepted(DurableReplica durable, Envelope envelope, Message.Accepted accepted) {
        for (int i = 0; i < accepted.count(); i++) {
            Slot slot = accepted.first().plus(i);
            boolean known = !slot.isAbove(accepted.pulse().held());
            Violation.unless(
                    slot.isBelow(durable.begin())
                            || bears(
                                    envelope.group(),
                                    durable.entry(slot),
                                    known ? Ballot.NONE : accepted.ballot()),
                    NAME,
                    () -> envelope + " leaves while " + slot + " is not synced");
        }
    }

    private boolean bears(GroupId group, @Nullable AcceptedEntry entry, Ballot ballot) {
        return entry != null
                && (entry.isLearned()
                        || !entry.ballot().isBelow(ballot)
                        || evidence.isChosen(group, entry));
    }

    private void pulse(Store store, DurableReplica durable, Envelope envelope, Pulse pulse) {
        Violation.unless(
                !pulse.grantedUntil().isAfter(store.horizon()),
                NAME,
                () -> envelope + " leaves while the synced horizon is " + store.horizon());
        Slot told = evidence.claims(new ReplicaKey(envelope.group(), envelope.from())).held();
        Slot first = Slot.max(told.next(), durable.begin());
        for (Slot slot = first; !slot.isAbove(pulse.held()); slot = slot.next()) {
            if (durable.entry(slot) == null) {
                throw new Violation(
                        NAME, envelope + " leaves while " + slot + ", told held, is not synced");
            }
        }
    }
}
