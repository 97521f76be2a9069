package dev.isochron.node.service;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.ledger.Ledger;
import dev.isochron.protocol.log.Busy;
import dev.isochron.protocol.log.Expired;
import dev.isochron.protocol.log.Line;
import dev.isochron.protocol.log.Lines;
import dev.isochron.protocol.log.NotDone;
import dev.isochron.protocol.log.NotLeader;
import dev.isochron.protocol.log.OutcomeUnknown;
import dev.isochron.protocol.log.Recorded;
import dev.isochron.protocol.log.Rejected;
import dev.isochron.protocol.wire.SharedBytes;

/// Answers as they go over the wire.
final class AnswerWriter {
    private AnswerWriter() {}

    static dev.isochron.protocol.log.Answer of(
            long id, Answer answer, LogService.Surroundings around) {
        var to = dev.isochron.protocol.log.Answer.newBuilder().setId(id);
        switch (answer) {
            case Answer.Recorded recorded -> to.setRecorded(recorded(recorded));
            case Answer.Lines lines -> to.setLines(lines(lines));
            case Answer.NotLeader not -> to.setNotLeader(notLeader(not, around));
            case Answer.Busy(String reason) -> to.setBusy(Busy.newBuilder().setReason(reason));
            case Answer.NotDone _ -> to.setNotDone(NotDone.getDefaultInstance());
            case Answer.OutcomeUnknown _ ->
                    to.setOutcomeUnknown(OutcomeUnknown.getDefaultInstance());
            case Answer.Expired _ -> to.setExpired(Expired.getDefaultInstance());
            case Answer.Rejected(String reason) ->
                    to.setRejected(Rejected.newBuilder().setReason(reason));
        }
        return to.build();
    }

    private static Recorded recorded(Answer.Recorded from) {
        return Recorded.newBuilder()
                .setLine(from.line())
                .setSlot(from.slot().value())
                .setTimestamp(from.timestamp().nanos())
                .setAgain(from.again())
                .setBallotRound(from.ballot().round())
                .setBallotOwner(from.ballot().owner())
                .build();
    }

    private static Lines lines(Answer.Lines from) {
        Lines.Builder to = Lines.newBuilder().setTotal(from.total()).setChain(from.chain());
        for (Ledger.Kept kept : from.lines()) {
            to.addLines(
                    Line.newBuilder()
                            .setLine(kept.line())
                            .setSlot(kept.slot().value())
                            .setTimestamp(kept.timestamp().nanos())
                            .setPayload(SharedBytes.wrap(kept.payload().copy())));
        }
        return to.build();
    }

    private static NotLeader notLeader(Answer.NotLeader from, LogService.Surroundings around) {
        NotLeader.Builder to = NotLeader.newBuilder();
        from.leader()
                .ifPresent(leader ->
                        to.setLeaderNode(leader.value())
                                .setLeaderAddress(around.addressOf(leader)));
        return to.build();
    }
}
