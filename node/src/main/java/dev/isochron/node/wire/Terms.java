package dev.isochron.node.wire;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.protocol.peer.Noop;
import dev.isochron.protocol.wire.SharedBytes;
import java.util.List;

/// The nouns inside messages, on their way out.
final class Terms {

    private static final dev.isochron.protocol.peer.Entry NOOP =
            dev.isochron.protocol.peer.Entry.newBuilder()
                    .setNoop(Noop.getDefaultInstance())
                    .build();

    private Terms() {}

    static dev.isochron.protocol.peer.Ballot of(Ballot ballot) {
        return dev.isochron.protocol.peer.Ballot.newBuilder()
                .setRound(ballot.round())
                .setOwner(ballot.owner())
                .build();
    }

    static dev.isochron.protocol.peer.Entry of(Entry entry) {
        return switch (entry) {
            case Entry.Noop _ -> NOOP;
            case Entry.Commands(byte[] bytes) ->
                    dev.isochron.protocol.peer.Entry.newBuilder()
                            .setCommands(SharedBytes.wrap(bytes))
                            .build();
            case Entry.Reconfigure(Configuration configuration) ->
                    dev.isochron.protocol.peer.Entry.newBuilder()
                            .setReconfigure(of(configuration))
                            .build();
        };
    }

    static List<dev.isochron.protocol.peer.Entry> of(List<Entry> entries) {
        return entries.stream().map(Terms::of).toList();
    }

    static dev.isochron.protocol.peer.AcceptedEntry of(AcceptedEntry accepted) {
        var to = dev.isochron.protocol.peer.AcceptedEntry.newBuilder();
        if (!accepted.isLearned()) {
            to.setBallot(of(accepted.ballot()));
        }
        return to.setSlot(accepted.slot().value()).setEntry(of(accepted.entry())).build();
    }

    static dev.isochron.protocol.peer.Configuration of(Configuration configuration) {
        return dev.isochron.protocol.peer.Configuration.newBuilder()
                .addAllVoters(members(configuration.voters()))
                .addAllOutgoing(members(configuration.outgoing()))
                .addAllLearners(members(configuration.learners()))
                .setNextReplica(configuration.nextReplica())
                .build();
    }

    private static List<dev.isochron.protocol.peer.Member> members(List<Member> members) {
        return members.stream()
                .map(m ->
                        dev.isochron.protocol.peer.Member.newBuilder()
                                .setReplica(m.replica().value())
                                .setNode(m.node().value())
                                .build())
                .toList();
    }

    static dev.isochron.protocol.peer.Beat of(Beat beat) {
        return dev.isochron.protocol.peer.Beat.newBuilder()
                .setChosen(beat.chosen().value())
                .setLeaseUntil(beat.leaseUntil().nanos())
                .setKeepFrom(beat.keepFrom().value())
                .build();
    }

    static dev.isochron.protocol.peer.Pulse of(Pulse pulse) {
        return dev.isochron.protocol.peer.Pulse.newBuilder()
                .setGrantedUntil(pulse.grantedUntil().nanos())
                .setHeld(pulse.held().value())
                .setVoteless(pulse.voteless())
                .build();
    }

    static dev.isochron.protocol.peer.Resignation of(Resignation resignation) {
        return dev.isochron.protocol.peer.Resignation.newBuilder()
                .setBallot(of(resignation.ballot()))
                .setFloor(resignation.floor().nanos())
                .build();
    }
}
