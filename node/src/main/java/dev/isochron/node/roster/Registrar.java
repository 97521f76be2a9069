package dev.isochron.node.roster;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Ruling;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.ClockDomain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Decides who is let in, given all who are there; changes nothing.
///
/// At any time one node alone decides: two might give one number twice.
public final class Registrar {

    private final UUID cluster;
    private final String clockDomain;

    /// @param clockDomain the clocks of this cluster
    public Registrar(UUID cluster, String clockDomain) {
        this.cluster = cluster;
        this.clockDomain = clockDomain;
    }

    /// The node that decides: of the members the one with the lowest number.
    public static Optional<NodeId> of(Roster roster) {
        return roster.members().stream().findFirst();
    }

    /// What to tell an applicant. If it is [Verdict.Admitted], the roster in it must be durable
    /// here before it is told to anyone.
    public Verdict decide(Application asked, Roster roster) {
        Optional<Verdict> refused = owner(asked).or(() -> clock(asked));
        return refused.or(() -> known(asked, roster)).orElseGet(() -> admit(asked, roster));
    }

    /// What any node can tell an applicant without asking the controller; nothing if that decides.
    public Optional<Verdict> beforehand(Application asked, Roster roster) {
        return owner(asked)
                .or(() -> clock(asked))
                .or(() -> known(asked, roster))
                .or(() -> badLocality(asked));
    }

    private static Optional<Verdict> badLocality(Application asked) {
        try {
            Locality.parse(asked.locality());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new Verdict.Refused(
                            String.valueOf(e.getMessage()), "write --locality region=…,zone=…"));
        }
    }

    /// What the controller is asked.
    public Command.Join join(Application asked, Roster roster) {
        return new Command.Join(
                asked.address(),
                Locality.parse(asked.locality()),
                asked.life(),
                roster.nextNumber());
    }

    /// What its answer means: whoever was let in asks again, until this node has heard of it.
    public static Verdict verdict(Ruling ruling) {
        return ruling instanceof Ruling.Refused(String why, String remedy)
                ? new Verdict.Refused(why, remedy)
                : new Verdict.Elsewhere(List.of());
    }

    /// What any node can tell a server that has data already: that it is wrong here, or that there
    /// is nothing to decide.
    public Optional<Verdict> owner(Application asked) {
        return asked.cluster()
                .map(theirs ->
                        theirs.equals(cluster)
                                ? new Verdict.Elsewhere(List.of())
                                : new Verdict.Refused(
                                        "the data directory holds data of cluster "
                                                + theirs
                                                + ", and this is cluster "
                                                + cluster,
                                        "start it with an empty directory, or name nodes of its own"
                                                + " cluster"));
    }

    private Optional<Verdict> clock(Application asked) {
        if (asked.clockDomain().equals(clockDomain)) {
            return Optional.empty();
        }
        Optional<String> objection;
        try {
            objection =
                    ClockDomain.parse(clockDomain)
                            .objectionTo(ClockDomain.parse(asked.clockDomain()));
        } catch (IllegalArgumentException notADomain) {
            objection = Optional.ofNullable(notADomain.getMessage());
        }
        return objection.map(why ->
                new Verdict.Refused(
                        "its clock cannot be compared with those of this cluster: " + why,
                        "start it with the --clock that the others have"));
    }

    /// An answer was lost, and is given again; or the number was taken away since.
    private Optional<Verdict> known(Application asked, Roster roster) {
        for (Map.Entry<NodeId, Roster.Entry> one : roster.entries().entrySet()) {
            boolean asker = !one.getValue().life().equals(Roster.UNASKED);
            if (asker && one.getValue().life().equals(asked.life())) {
                return Optional.of(
                        one.getValue().member()
                                ? new Verdict.Admitted(cluster, one.getKey(), roster)
                                : new Verdict.Refused(
                                        "this was node "
                                                + one.getKey().value()
                                                + ", which was removed from the cluster",
                                        "start it with an empty directory: it gets a new number"));
            }
        }
        return Optional.empty();
    }

    private Verdict admit(Application asked, Roster roster) {
        Locality locality;
        try {
            locality = Locality.parse(asked.locality());
        } catch (IllegalArgumentException e) {
            return new Verdict.Refused(
                    String.valueOf(e.getMessage()), "write --locality region=…,zone=…");
        }
        for (Map.Entry<NodeId, Roster.Entry> one : roster.entries().entrySet()) {
            if (one.getValue().member()) {
                Optional<Verdict> refused =
                        beside(one.getKey(), one.getValue(), asked.address(), locality);
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
        }
        if (roster.entries().size() >= Roster.MAX_NODES) {
            return new Verdict.Refused(
                    "the cluster has given " + Roster.MAX_NODES + " numbers, which is all it has",
                    "found a new one");
        }
        NodeId number = roster.nextNumber();
        Roster.Entry entry =
                new Roster.Entry(asked.address(), locality.toString(), asked.life(), true);
        return new Verdict.Admitted(cluster, number, roster.with(number, entry));
    }

    /// Founders say nothing of where they stand, so nothing contradicts it.
    private static Optional<Verdict> beside(
            NodeId node, Roster.Entry there, String address, Locality locality) {
        if (there.address().equals(address)) {
            return Optional.of(
                    new Verdict.Refused(
                            address + " is the address of node " + node.value() + " already",
                            "listen at an address of its own, or remove node "
                                    + node.value()
                                    + " first"));
        }
        if (!there.locality().isEmpty()
                && !Locality.parse(there.locality()).isComparableWith(locality)) {
            return Optional.of(
                    new Verdict.Refused(
                            "the locality \"%s\" does not name the tiers that node %d names (%s)"
                                    .formatted(locality, node.value(), there.locality()),
                            "name the same tiers in the same order on all nodes"));
        }
        return Optional.empty();
    }
}
