package dev.isochron.txn.world;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Failure;
import dev.isochron.txn.record.TxnRecord;

/// Messages and records in a few words each, for scenarios.
final class Words {

    private Words() {}

    static String of(Parley message) {
        int to = Plan.owner(message.to());
        return switch (message) {
            case Parley.Yes(_, _, var vote) -> to + " yes " + of(vote);
            case Parley.No(_, _, _, var why) -> to + " no " + of(why);
            case Parley.Decided(_, _, _, var outcome) -> to + " decided " + of(outcome);
            case Parley.Logged _ -> to + " logged";
            case Parley.Inquiry _ -> to + " inquiry";
            case Parley.Wound _ -> to + " wound";
            case Parley.VoteAgain(_, _, _, var atLeast) ->
                    to + " again at least " + atLeast.nanos();
        };
    }

    static String of(TxnRecord record) {
        return switch (record) {
            case TxnRecord.Prepared prepared ->
                    "Prepared " + of(prepared.pledge().over(prepared.span()));
            case TxnRecord.Committed committed ->
                    "Committed at " + committed.at().nanos() + untold(committed);
            case TxnRecord.Aborted aborted -> "Aborted " + of(aborted.why());
            case TxnRecord.Resolved resolved -> "Resolved " + of(resolved.outcome());
            case TxnRecord.Forgotten _ -> "Forgotten";
            case TxnRecord.Horizon(var at) -> "Horizon " + at.nanos();
        };
    }

    private static String untold(TxnRecord.Committed committed) {
        return committed.untold().isEmpty() ? "" : ", untold " + committed.untold().size();
    }

    private static String of(Vote vote) {
        String kind = vote.writes() ? "" : " (unlogged)";
        return vote.floor().nanos() + " to " + vote.bound().nanos() + kind;
    }

    private static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Committed(var at) -> "committed at " + at.nanos();
            case Outcome.Undone(var why) -> "undone " + of(why);
        };
    }

    private static String of(Failure why) {
        return why.getClass().getSimpleName();
    }
}
