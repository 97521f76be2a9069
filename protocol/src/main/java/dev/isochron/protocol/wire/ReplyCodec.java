package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.guarded;
import static dev.isochron.protocol.wire.Fields.key;
import static dev.isochron.protocol.wire.Fields.list;
import static dev.isochron.protocol.wire.Fields.require;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.store.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Replies and outcomes, out and in.
public final class ReplyCodec {

    /// Rows in one reply: as many of the shortest as fit one message.
    private static final int MAX_ROWS = 1 << 18;

    private static final Wire.Reply DONE =
            Wire.Reply.newBuilder().setDone(Wire.Done.getDefaultInstance()).build();

    private ReplyCodec() {}

    public static Wire.Reply write(Reply reply) {
        Wire.Reply.Builder to = Wire.Reply.newBuilder();
        return switch (reply) {
            case Reply.Locked locked -> to.setLocked(locked(locked)).build();
            case Reply.Snapshot snapshot -> to.setSnapshot(snapshot(snapshot)).build();
            case Reply.Voted(var vote) -> to.setVoted(Nouns.of(vote)).build();
            case Reply.Committed(var at, var waited) ->
                    to.setCommittedAt(at.nanos()).setCommitWaitedNanos(waited.toNanos()).build();
            case Reply.Told(var outcome) -> to.setTold(write(outcome)).build();
            case Reply.Done _ -> DONE;
            case Reply.Checksum checksum -> to.setChecksum(checksum(checksum)).build();
            case Reply.Failed(var failure) -> to.setFailed(FailureCodec.write(failure)).build();
        };
    }

    private static Wire.ChecksumSoFar checksum(Reply.Checksum checksum) {
        Wire.ChecksumSoFar.Builder to =
                Wire.ChecksumSoFar.newBuilder().setRows(checksum.rows()).setHash(checksum.hash());
        checksum.rest().ifPresent(rest -> to.setRest(Fields.of(rest)));
        return to.build();
    }

    private static Wire.Locked locked(Reply.Locked locked) {
        Wire.Locked.Builder to =
                Wire.Locked.newBuilder()
                        .setTenure(Nouns.of(locked.tenure()))
                        .setMet(locked.met().nanos())
                        .setWaitedNanos(locked.waited().toNanos());
        locked.found().forEach(found -> to.addFound(of(found)));
        return to.build();
    }

    private static Wire.Snapshot snapshot(Reply.Snapshot snapshot) {
        Wire.Snapshot.Builder to = Wire.Snapshot.newBuilder().setAt(snapshot.at().nanos());
        snapshot.found().forEach(found -> to.addFound(of(found)));
        return to.build();
    }

    private static Wire.Found of(Reply.Found found) {
        Wire.Found.Builder to = Wire.Found.newBuilder();
        for (Reply.Pair pair : found.rows()) {
            to.addRows(
                    Wire.Pair.newBuilder()
                            .setKey(Fields.of(pair.key()))
                            .setRow(Fields.of(pair.row()))
                            .setWritten(pair.written().nanos()));
        }
        found.resume().ifPresent(resume -> to.setResume(Fields.of(resume)));
        return to.build();
    }

    public static Wire.Outcome write(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Committed(var at) ->
                    Wire.Outcome.newBuilder().setCommittedAt(at.nanos()).build();
            case Outcome.Undone(var why) ->
                    Wire.Outcome.newBuilder().setUndone(FailureCodec.write(why)).build();
        };
    }

    /// The reply that was written.
    ///
    /// @throws MalformedMessage if nobody answers that
    public static Reply read(Wire.Reply from) throws MalformedMessage {
        return guarded(from, ReplyCodec::reply);
    }

    private static Reply reply(Wire.Reply from) throws MalformedMessage {
        return switch (from.getAnswerCase()) {
            case LOCKED -> locked(from.getLocked());
            case SNAPSHOT ->
                    new Reply.Snapshot(
                            timestamp(from.getSnapshot().getAt()),
                            found(from.getSnapshot().getFoundList()));
            case VOTED -> new Reply.Voted(Nouns.vote(from.getVoted()));
            case COMMITTED_AT ->
                    new Reply.Committed(
                            timestamp(from.getCommittedAt()), waited(from.getCommitWaitedNanos()));
            case TOLD -> new Reply.Told(outcome(from.getTold()));
            case DONE -> new Reply.Done();
            case CHECKSUM -> checksum(from.getChecksum());
            case FAILED -> new Reply.Failed(FailureCodec.failure(from.getFailed()));
            case ANSWER_NOT_SET -> throw new MalformedMessage("an answer that says nothing known");
        };
    }

    private static Reply checksum(Wire.ChecksumSoFar from) throws MalformedMessage {
        return new Reply.Checksum(
                Fields.number(from.getRows(), "rows"),
                from.getHash(),
                from.hasRest() ? Optional.of(key(from.getRest())) : Optional.empty());
    }

    private static Reply locked(Wire.Locked from) throws MalformedMessage {
        require(from.hasTenure(), "locks without a tenure");
        return new Reply.Locked(
                Nouns.tenure(from.getTenure()),
                found(from.getFoundList()),
                timestamp(from.getMet()),
                waited(from.getWaitedNanos()));
    }

    private static Duration waited(long nanos) throws MalformedMessage {
        return Duration.ofNanos(Fields.number(nanos, "nanoseconds"));
    }

    private static List<Reply.Found> found(List<Wire.Found> from) throws MalformedMessage {
        return list(from, RequestCodec.MAX_LOOKUPS, "lookups answered", ReplyCodec::found);
    }

    private static Reply.Found found(Wire.Found from) throws MalformedMessage {
        Optional<Key> resume =
                from.hasResume() ? Optional.of(key(from.getResume())) : Optional.empty();
        return new Reply.Found(
                list(from.getRowsList(), MAX_ROWS, "rows", ReplyCodec::pair), resume);
    }

    private static Reply.Pair pair(Wire.Pair from) throws MalformedMessage {
        return new Reply.Pair(
                key(from.getKey()), Fields.row(from.getRow()), timestamp(from.getWritten()));
    }

    /// The outcome that was written.
    ///
    /// @throws MalformedMessage if nothing ends so
    public static Outcome read(Wire.Outcome from) throws MalformedMessage {
        return guarded(from, ReplyCodec::outcome);
    }

    static Outcome outcome(Wire.Outcome from) throws MalformedMessage {
        return switch (from.getWhatCase()) {
            case COMMITTED_AT -> new Outcome.Committed(timestamp(from.getCommittedAt()));
            case UNDONE -> new Outcome.Undone(FailureCodec.failure(from.getUndone()));
            case WHAT_NOT_SET -> throw new MalformedMessage("an outcome that is none known");
        };
    }
}
