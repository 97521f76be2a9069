package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// P6: no replica votes after losing a promise, acceptance or grant; and none cries amnesia because
/// of a mere crash, or one power cut could leave nobody to vote (attack 29).
final class AmnesiaJudge implements Judge {
    static final String NAME = "P6 amnesia";

    private final Evidence evidence;

    AmnesiaJudge(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void began(Site at, ReplicaImage image) {
        ReplicaKey who = new ReplicaKey(image.group(), image.replica());
        Optional<String> lost = evidence.lostIn(image);
        if (lost.isPresent() && evidence.isDamaged(who)) {
            Violation.unless(
                    image.voteless(), NAME, () -> who + " means to vote without its " + lost.get());
        }
        Violation.unless(
                !image.voteless() || evidence.isDamaged(who),
                NAME,
                () -> who + " gave up its vote though its disk kept everything that was synced");
    }

    @Override
    public void left(Site at, Envelope envelope) {
        ReplicaKey who = new ReplicaKey(envelope.group(), envelope.from());
        Violation.unless(
                !evidence.isForgetful(who) || !isVote(envelope.message()),
                NAME,
                () -> who + " lost something and says " + envelope.message());
    }

    private static boolean isVote(Message message) {
        return switch (message) {
            case Message.Promise _, Message.Accepted _ -> true;
            case Message.CanvassReply reply -> reply.willing();
            case Message.HeartbeatReply reply ->
                    reply.pulse().grantedUntil().isAfter(Timestamp.MIN);
            default -> false; // says nothing that is counted
        };
    }
}
