package dev.isochron.node.wire;

import static dev.isochron.node.wire.TermReader.number;
import static dev.isochron.node.wire.TermReader.require;
import static dev.isochron.node.wire.TermReader.timestamp;

import dev.isochron.node.frame.Word;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.peer.Safe;
import dev.isochron.protocol.peer.SafeTime;
import dev.isochron.protocol.peer.Talk;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.protocol.wire.ParleyCodec;
import java.util.ArrayList;
import java.util.List;

/// What shards say to each other, as protobuf and back.
final class TalkCodec {

    /// Messages in one frame that are believed.
    private static final int MAX_TOGETHER = 1 << 14;

    private TalkCodec() {}

    static Talk write(Word.Talk talk) {
        Talk.Builder to = Talk.newBuilder().setForwarded(talk.forwarded());
        talk.parleys().forEach(parley -> to.addParleys(ParleyCodec.write(parley)));
        return to.build();
    }

    static Word.Talk read(Talk from) throws MalformedFrame {
        require(from.getParleysCount() <= MAX_TOGETHER, "too many messages between shards");
        List<Parley> parleys = new ArrayList<>(from.getParleysCount());
        for (Wire.Parley parley : from.getParleysList()) {
            try {
                parleys.add(ParleyCodec.read(parley));
            } catch (MalformedMessage e) {
                throw new MalformedFrame("between shards: " + e.getMessage());
            }
        }
        return new Word.Talk(parleys, from.getForwarded());
    }

    static Safe write(Word.Safe safe) {
        Safe.Builder to = Safe.newBuilder();
        safe.words().forEach(word -> to.addWords(write(word)));
        return to.build();
    }

    private static SafeTime write(SafeTimes word) {
        SafeTime.Builder to = SafeTime.newBuilder().setShard(word.shard().value());
        switch (word) {
            case SafeTimes.Ask ask ->
                    to.setQuestion(ask.question()).setTimestamp(ask.atLeast().nanos());
            case SafeTimes.Told told ->
                    to.setQuestion(told.question())
                            .setTimestamp(told.safe().nanos())
                            .setTold(true)
                            .setSlot(told.slot());
        }
        return to.build();
    }

    static Word.Safe read(Safe from) throws MalformedFrame {
        require(from.getWordsCount() <= MAX_TOGETHER, "too many safe times");
        List<SafeTimes> words = new ArrayList<>(from.getWordsCount());
        for (SafeTime word : from.getWordsList()) {
            require(word.getShard() > 0, "a shard without a number");
            ShardId shard = new ShardId(word.getShard());
            long question = number(word.getQuestion(), "a question");
            words.add(
                    word.getTold()
                            ? new SafeTimes.Told(
                                    shard,
                                    question,
                                    timestamp(word.getTimestamp()),
                                    number(word.getSlot(), "a slot"))
                            : new SafeTimes.Ask(shard, question, timestamp(word.getTimestamp())));
        }
        return new Word.Safe(words);
    }
}
