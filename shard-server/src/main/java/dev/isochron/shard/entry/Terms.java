package dev.isochron.shard.entry;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Share.Check;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.wire.FailureCodec;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Held;
import dev.isochron.txn.record.Pledge;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;

/// Writes the words of transactions; [TermReader] reads them.
final class Terms {
    static final int NONE = 0;
    static final int SOME = 1;
    static final int POINT = 2;

    static final int PUT = 1;
    static final int PATCH = 2;
    static final int DELETE = 3;

    static final int ANYTHING = 0;
    static final int ABSENT = 1;
    static final int PRESENT = 2;

    static final int COMMITTED = 1;
    static final int UNDONE = 2;

    private final ByteWriter out;

    Terms(ByteWriter out) {
        this.out = out;
    }

    void time(Timestamp time) {
        out.i64(time.nanos());
    }

    void id(TxnId id) {
        time(id.birth());
        out.i64(id.origin());
        out.i64(id.number());
    }

    /// Most first attempts are their own age.
    void attempt(Attempt attempt) {
        id(attempt.id());
        boolean isFirst = attempt.age().firstAttempt().equals(attempt.id());
        out.flag(isFirst);
        if (!isFirst) {
            id(attempt.age().firstAttempt());
        }
        out.text(attempt.tag());
        out.text(attempt.statement());
    }

    void key(Key key) {
        out.number(key.length());
        int at = out.claim(key.length());
        key.copyInto(out.array(), at);
    }

    void span(Span span) {
        Optional<Key> until = span.until();
        if (span.isPoint()) {
            out.u8(POINT);
            key(span.from());
        } else {
            out.u8(until.isEmpty() ? NONE : SOME);
            key(span.from());
            until.ifPresent(this::key);
        }
    }

    void spans(List<Span> spans) {
        out.number(spans.size());
        spans.forEach(this::span);
    }

    void tenure(Tenure tenure) {
        out.number(tenure.round());
        out.number(tenure.owner());
        out.number(tenure.entry());
    }

    void mode(LockMode mode) {
        out.i64(mode.reads().bits());
        out.i64(mode.writes().bits());
    }

    void write(Write write) {
        switch (write) {
            case Write.Put(Key key, var row, Expectation expects) -> {
                out.u8(PUT);
                out.u8(numberOf(expects));
                key(key);
                out.blob(row);
            }
            case Write.Patch(Key key, ColumnSet columns, var row) -> {
                out.u8(PATCH);
                out.i64(columns.bits());
                key(key);
                out.blob(row);
            }
            case Write.Delete(Key key, Expectation expects) -> {
                out.u8(DELETE);
                out.u8(numberOf(expects));
                key(key);
            }
        }
    }

    /// The numbers are in logs.
    private static int numberOf(Expectation expects) {
        return switch (expects) {
            case ANYTHING -> ANYTHING;
            case ABSENT -> ABSENT;
            case PRESENT -> PRESENT;
        };
    }

    void writes(List<Write> writes) {
        out.number(writes.size());
        writes.forEach(this::write);
    }

    private void check(Check check) {
        span(check.span());
        mode(check.mode());
        time(check.readAt());
    }

    void share(Share share) {
        span(share.span());
        out.flag(share.tenure().isPresent());
        share.tenure().ifPresent(this::tenure);
        out.number(share.checks().size());
        share.checks().forEach(this::check);
        writes(share.writes());
    }

    void outcome(Outcome outcome) {
        switch (outcome) {
            case Outcome.Committed(Timestamp at) -> {
                out.u8(COMMITTED);
                time(at);
            }
            case Outcome.Undone(Failure why) -> {
                out.u8(UNDONE);
                failure(why);
            }
        }
    }

    void failure(Failure why) {
        out.blob(FailureCodec.write(why).toByteArray());
    }

    void pledge(Pledge pledge) {
        tenure(pledge.tenure());
        time(pledge.floor());
        time(pledge.bound());
    }

    void held(List<Held> locks) {
        out.number(locks.size());
        for (Held lock : locks) {
            span(lock.span());
            mode(lock.mode());
        }
    }

    void prepared(TxnRecord.Prepared prepared) {
        attempt(prepared.attempt());
        key(prepared.anchor());
        share(prepared.share());
        pledge(prepared.pledge());
        out.flag(prepared.reads().isPresent());
        prepared.reads().ifPresent(this::held);
    }
}
