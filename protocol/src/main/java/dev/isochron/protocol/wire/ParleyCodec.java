package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.guarded;
import static dev.isochron.protocol.wire.Fields.key;
import static dev.isochron.protocol.wire.Fields.require;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.TxnId;

/// What shards say to each other, out and in.
public final class ParleyCodec {
    private ParleyCodec() {}

    public static Wire.Parley write(Parley parley) {
        Wire.Parley.Builder to =
                Wire.Parley.newBuilder()
                        .setTxn(Nouns.of(parley.txn()))
                        .setAnchor(Fields.of(parley.anchor()));
        switch (parley) {
            case Parley.Yes yes -> to.setYes(Nouns.of(yes.vote()));
            case Parley.No no ->
                    to.setNo(
                            Wire.No.newBuilder()
                                    .setSpan(Nouns.of(no.span()))
                                    .setWhy(FailureCodec.write(no.why())));
            case Parley.Decided decided ->
                    to.setDecided(
                            Wire.Decided.newBuilder()
                                    .setSpan(Nouns.of(decided.span()))
                                    .setOutcome(ReplyCodec.write(decided.outcome())));
            case Parley.Logged logged -> to.setLogged(Nouns.of(logged.span()));
            case Parley.Inquiry inquiry -> to.setInquiry(Nouns.of(inquiry.span()));
            case Parley.Wound wound -> to.setWound(wound(wound));
            case Parley.VoteAgain again ->
                    to.setVoteAgain(
                            Wire.VoteAgain.newBuilder()
                                    .setSpan(Nouns.of(again.span()))
                                    .setAtLeast(again.atLeast().nanos()));
        }
        return to.build();
    }

    private static Wire.Wound wound(Parley.Wound wound) {
        return Wire.Wound.newBuilder()
                .setSpan(Nouns.of(wound.span()))
                .setRow(Nouns.of(wound.over().row()))
                .setMode(Nouns.of(wound.over().mode()))
                .setOlder(Nouns.of(wound.over().older()))
                .build();
    }

    /// Reads a parley as it was written.
    ///
    /// @throws MalformedMessage if no shard says that
    public static Parley read(Wire.Parley from) throws MalformedMessage {
        return guarded(from, ParleyCodec::parley);
    }

    private static Parley parley(Wire.Parley from) throws MalformedMessage {
        TxnId txn = Nouns.txn(from.getTxn());
        Key anchor = key(from.getAnchor());
        return switch (from.getWordCase()) {
            case YES -> new Parley.Yes(txn, anchor, Nouns.vote(from.getYes()));
            case NO ->
                    new Parley.No(
                            txn,
                            anchor,
                            span(from.getNo().hasSpan(), from.getNo().getSpan()),
                            FailureCodec.failure(from.getNo().getWhy()));
            case DECIDED ->
                    new Parley.Decided(
                            txn,
                            anchor,
                            span(from.getDecided().hasSpan(), from.getDecided().getSpan()),
                            ReplyCodec.outcome(from.getDecided().getOutcome()));
            case LOGGED -> new Parley.Logged(txn, anchor, Nouns.span(from.getLogged()));
            case INQUIRY -> new Parley.Inquiry(txn, anchor, Nouns.span(from.getInquiry()));
            case WOUND -> wound(txn, anchor, from.getWound());
            case VOTE_AGAIN ->
                    new Parley.VoteAgain(
                            txn,
                            anchor,
                            span(from.getVoteAgain().hasSpan(), from.getVoteAgain().getSpan()),
                            timestamp(from.getVoteAgain().getAtLeast()));
            case WORD_NOT_SET -> throw new MalformedMessage("a parley without a known word");
        };
    }

    private static Span span(boolean present, Wire.Span from) throws MalformedMessage {
        require(present, "a parley about no span");
        return Nouns.span(from);
    }

    private static Parley wound(TxnId txn, Key anchor, Wire.Wound from) throws MalformedMessage {
        return new Parley.Wound(
                txn,
                anchor,
                span(from.hasSpan(), from.getSpan()),
                new Parley.Grievance(
                        Nouns.row(from.getRow()),
                        Nouns.mode(from.getMode()),
                        Nouns.contender(from.getOlder())));
    }
}
