package dev.isochron.node.client;

import dev.isochron.protocol.log.Append;
import dev.isochron.protocol.log.Request;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One request until its end. Owned by the client's thread once it was handed over.
final class Pending {

    /// No sequence number was given yet.
    static final long NO_SEQUENCE = 0;

    final long group;
    final long deadlineNanos;
    private final Append.@Nullable Builder append;
    private final dev.isochron.protocol.log.@Nullable Read read;
    private final Consumer<Reply> end;

    /// Its number among the client's lines in this group, under that name; kept for good, because a
    /// second number would be a second line.
    long sequence = NO_SEQUENCE;

    Identity identity = Identity.NOBODY;

    /// True while its number holds up those that are too far above it.
    boolean numbered;

    /// The link of the latest attempt.
    @Nullable Link via;

    /// How often it was sent on at once; in a circle it must not go round without a pause.
    int redirections;

    /// When the attempt under way was sent; meaningless if none is.
    long sentNanos;

    /// True while a server has it and has not answered.
    boolean underWay;

    /// True once an attempt was left without a clear answer.
    boolean ambiguous;

    private boolean done;

    private Pending(
            long group,
            long deadlineNanos,
            Append.@Nullable Builder append,
            dev.isochron.protocol.log.@Nullable Read read,
            Consumer<Reply> end) {
        this.group = group;
        this.deadlineNanos = deadlineNanos;
        this.append = append;
        this.read = read;
        this.end = end;
    }

    static Pending append(
            long group, Append.Builder append, long deadlineNanos, Consumer<Reply> end) {
        return new Pending(group, deadlineNanos, append, null, end);
    }

    static Pending read(
            long group,
            dev.isochron.protocol.log.Read read,
            long deadlineNanos,
            Consumer<Reply> end) {
        return new Pending(group, deadlineNanos, null, read, end);
    }

    boolean isAppend() {
        return append != null;
    }

    boolean isDone() {
        return done;
    }

    /// The request for one attempt.
    Request request(long id) {
        Request.Builder to = Request.newBuilder().setId(id).setGroup(group);
        if (append != null) {
            to.setAppend(
                    append.setClientBorn(identity.bornNanos())
                            .setClientNumber(identity.number())
                            .setSequence(sequence));
        }
        if (read != null) {
            to.setRead(read);
        }
        return to.build();
    }

    void finish(Reply reply) {
        if (!done) {
            done = true;
            end.accept(reply);
        }
    }

    /// The time is up.
    void expire() {
        boolean mayBeDone = isAppend() && (ambiguous || underWay);
        finish(
                mayBeDone
                        ? new Reply.Unknown()
                        : new Reply.Failed("no leader of group " + group + " took it in time"));
    }

    /// Who the ledger takes the client for.
    record Identity(long bornNanos, long number) {
        static final Identity NOBODY = new Identity(0, 0);
    }
}
