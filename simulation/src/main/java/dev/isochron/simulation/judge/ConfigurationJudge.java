package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.GroupLog;
import dev.isochron.simulation.evidence.ReplicaKey;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// P5: a slot is proposed only with promises from a quorum of its configuration.
///
/// Who governs a slot is certain only once everything below it was learned, so a proposal is kept
/// with the promises that its leader held when it proposed, and judged then: if it is what was
/// chosen. One that lost may have been made under the members of before, by a leader that nobody
/// heard while another one changed them in a slot below.
final class ConfigurationJudge implements Judge {
    static final String NAME = "P5 configuration";

    private record Proposal(Ballot ballot, Set<ReplicaId> promised, Entry entry) {}

    private final Evidence evidence;
    private final TreeMap<GroupId, TreeMap<Slot, TreeMap<Ballot, Proposal>>> waiting =
            new TreeMap<>();

    ConfigurationJudge(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void left(Site at, Envelope envelope) {
        if (!(envelope.message() instanceof Message.Accept accept)) {
            return;
        }
        Ballot ballot = accept.ballot();
        Set<ReplicaId> promised = evidence.votes(envelope.group()).promisedTo(ballot);
        for (int i = 0; i < accept.entries().size(); i++) {
            Proposal proposal = new Proposal(ballot, promised, accept.entries().get(i));
            proposed(envelope.group(), accept.first().plus(i), proposal);
        }
    }

    private void proposed(GroupId group, Slot slot, Proposal proposal) {
        GroupLog log = evidence.log(group);
        if (log != null && !slot.isAbove(log.end().next())) {
            judge(group, slot, proposal, log.governing(slot));
            return;
        }
        waiting.computeIfAbsent(group, _ -> new TreeMap<>())
                .computeIfAbsent(slot, _ -> new TreeMap<>())
                .putIfAbsent(
                        proposal.ballot(),
                        new Proposal(
                                proposal.ballot(),
                                new TreeSet<>(proposal.promised()),
                                proposal.entry()));
    }

    @Override
    public void learned(Site at, ReplicaKey who, Slot slot, Entry entry) {
        TreeMap<Slot, TreeMap<Ballot, Proposal>> of = waiting.get(who.group());
        GroupLog log = evidence.log(who.group());
        if (of == null || log == null || slot.isAbove(log.end().next())) {
            return;
        }
        TreeMap<Ballot, Proposal> due = of.remove(slot);
        if (due != null) {
            Configuration governing = log.governing(slot);
            due.values().stream()
                    .filter(proposal -> proposal.entry().equals(entry))
                    .forEach(proposal -> judge(who.group(), slot, proposal, governing));
        }
    }

    private static void judge(
            GroupId group, Slot slot, Proposal proposal, Configuration governing) {
        Violation.unless(
                governing.isQuorum(proposal.promised()::contains),
                NAME,
                () ->
                        proposal.ballot().leader()
                                + " of "
                                + group
                                + " proposes in "
                                + slot
                                + " at "
                                + proposal.ballot()
                                + " with promises of only "
                                + proposal.promised()
                                + " among "
                                + governing);
    }
}
