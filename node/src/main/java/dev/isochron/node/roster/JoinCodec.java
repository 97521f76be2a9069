package dev.isochron.node.roster;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.join.Admitted;
import dev.isochron.protocol.join.Elsewhere;
import dev.isochron.protocol.join.JoinReply;
import dev.isochron.protocol.join.JoinRequest;
import dev.isochron.protocol.join.NotAdmitted;
import java.util.Optional;

/// Applications and verdicts as messages. Reading throws [IllegalArgumentException] if a message is
/// not as a node would say it.
public final class JoinCodec {

    private JoinCodec() {}

    public static JoinRequest write(Application from) {
        JoinRequest.Builder to =
                JoinRequest.newBuilder()
                        .setLife(RosterCodec.bytes(from.life()))
                        .setAddress(from.address())
                        .setLocality(from.locality())
                        .setClockDomain(from.clockDomain());
        from.cluster().ifPresent(cluster -> to.setCluster(RosterCodec.bytes(cluster)));
        return to.build();
    }

    public static Application read(JoinRequest from) {
        if (from.getAddress().isEmpty() || from.getAddress().length() > Roster.MAX_ADDRESS) {
            throw new IllegalArgumentException(
                    "an address has 1 to " + Roster.MAX_ADDRESS + " characters");
        }
        if (from.getLocality().length() > Roster.MAX_LOCALITY) {
            throw new IllegalArgumentException(
                    "a locality has at most " + Roster.MAX_LOCALITY + " characters");
        }
        return new Application(
                RosterCodec.uuid(from.getLife()),
                from.getAddress(),
                from.getLocality(),
                from.getClockDomain(),
                from.getCluster().isEmpty()
                        ? Optional.empty()
                        : Optional.of(RosterCodec.uuid(from.getCluster())));
    }

    public static JoinReply write(Verdict from) {
        JoinReply.Builder to = JoinReply.newBuilder();
        switch (from) {
            case Verdict.Admitted admitted ->
                    to.setAdmitted(
                            Admitted.newBuilder()
                                    .setCluster(RosterCodec.bytes(admitted.cluster()))
                                    .setNumber(admitted.number().value())
                                    .setRoster(RosterCodec.write(admitted.roster())));
            case Verdict.Refused(String why, String remedy) ->
                    to.setRefused(NotAdmitted.newBuilder().setWhy(why).setRemedy(remedy));
            case Verdict.Elsewhere elsewhere ->
                    to.setElsewhere(Elsewhere.newBuilder().addAllAddresses(elsewhere.addresses()));
        }
        return to.build();
    }

    public static Verdict read(JoinReply from) {
        return switch (from.getVerdictCase()) {
            case ADMITTED ->
                    new Verdict.Admitted(
                            RosterCodec.uuid(from.getAdmitted().getCluster()),
                            new NodeId(from.getAdmitted().getNumber()),
                            RosterCodec.read(from.getAdmitted().getRoster()));
            case REFUSED ->
                    new Verdict.Refused(from.getRefused().getWhy(), from.getRefused().getRemedy());
            case ELSEWHERE -> new Verdict.Elsewhere(from.getElsewhere().getAddressesList());
            case VERDICT_NOT_SET ->
                    throw new IllegalArgumentException("an answer that says nothing");
        };
    }
}
