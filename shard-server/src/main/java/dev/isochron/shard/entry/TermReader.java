package dev.isochron.shard.entry;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Share.Check;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.wire.FailureCodec;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Held;
import dev.isochron.txn.record.Pledge;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what [Terms] wrote.
final class TermReader {
    private final ByteReader in;

    TermReader(ByteReader in) {
        this.in = in;
    }

    Timestamp time() throws MalformedEntry {
        return new Timestamp(in.positive());
    }

    TxnId id() throws MalformedEntry {
        return new TxnId(time(), in.positive(), in.positive());
    }

    Attempt attempt() throws MalformedEntry {
        TxnId id = id();
        boolean isFirst = in.flag();
        Age age = new Age(isFirst ? id : id());
        String tag = in.text();
        String statement = in.text();
        if (Math.max(tag.length(), statement.length()) > Attempt.MAX_TEXT) {
            throw new MalformedEntry("a text of more characters than are allowed");
        }
        return new Attempt(id, age, tag, statement);
    }

    Key key() throws MalformedEntry {
        int length = in.count(1);
        try {
            return Key.of(in.array(), in.skip(length), length);
        } catch (KeyTooLong _) {
            throw new MalformedEntry("a key of " + length + " bytes");
        }
    }

    Span span() throws MalformedEntry {
        int form = in.u8();
        Key from = key();
        return switch (form) {
            case Terms.POINT -> Span.point(from);
            case Terms.NONE -> Span.from(from);
            case Terms.SOME -> span(from, key());
            default -> throw new MalformedEntry("a span of form " + form);
        };
    }

    private static Span span(Key from, Key until) throws MalformedEntry {
        if (!from.isBelow(until)) {
            throw new MalformedEntry("a span that ends before it begins");
        }
        return Span.of(from, until);
    }

    List<Span> spans() throws MalformedEntry {
        int count = in.count(2);
        List<Span> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            spans.add(span());
        }
        return spans;
    }

    Tenure tenure() throws MalformedEntry {
        long round = in.number();
        long owner = in.number();
        long entry = in.number();
        if (round < 1 || owner < 1) {
            throw new MalformedEntry("a tenure of nobody");
        }
        return new Tenure(round, owner, entry);
    }

    LockMode mode() throws MalformedEntry {
        ColumnSet reads = new ColumnSet(in.i64());
        ColumnSet writes = new ColumnSet(in.i64());
        if (reads.isEmpty() && writes.isEmpty()) {
            throw new MalformedEntry("a lock about nothing");
        }
        return new LockMode(reads, writes);
    }

    Write write() throws MalformedEntry {
        int kind = in.u8();
        return switch (kind) {
            case Terms.PUT -> put();
            case Terms.PATCH -> patch();
            case Terms.DELETE -> delete();
            default -> throw new MalformedEntry("a write of kind " + kind);
        };
    }

    private Write put() throws MalformedEntry {
        Expectation expects = expectation();
        Key key = key();
        return new Write.Put(key, in.shared(), expects);
    }

    private Write patch() throws MalformedEntry {
        ColumnSet columns = new ColumnSet(in.i64());
        Key key = key();
        return new Write.Patch(key, columns, in.shared());
    }

    private Write delete() throws MalformedEntry {
        Expectation expects = expectation();
        return new Write.Delete(key(), expects);
    }

    private Expectation expectation() throws MalformedEntry {
        int number = in.u8();
        return switch (number) {
            case Terms.ANYTHING -> Expectation.ANYTHING;
            case Terms.ABSENT -> Expectation.ABSENT;
            case Terms.PRESENT -> Expectation.PRESENT;
            default -> throw new MalformedEntry("an expectation of kind " + number);
        };
    }

    List<Write> writes() throws MalformedEntry {
        int count = in.count(2);
        List<Write> writes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            writes.add(write());
        }
        return writes;
    }

    Share share() throws MalformedEntry {
        Span span = span();
        Optional<Tenure> tenure = in.flag() ? Optional.of(tenure()) : Optional.empty();
        int count = in.count(2);
        List<Check> checks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            checks.add(new Check(span(), mode(), time()));
        }
        return new Share(span, tenure, checks, writes());
    }

    Outcome outcome() throws MalformedEntry {
        int form = in.u8();
        return switch (form) {
            case Terms.COMMITTED -> new Outcome.Committed(time());
            case Terms.UNDONE -> new Outcome.Undone(failure());
            default -> throw new MalformedEntry("an outcome of form " + form);
        };
    }

    Failure failure() throws MalformedEntry {
        try {
            return FailureCodec.read(Wire.Failure.parseFrom(in.blob()));
        } catch (InvalidProtocolBufferException | MalformedMessage malformed) {
            throw new MalformedEntry("a failure that makes no sense: " + malformed.getMessage());
        }
    }

    Pledge pledge() throws MalformedEntry {
        Pledge pledge = new Pledge(tenure(), time(), time());
        if (pledge.floor().isAfter(pledge.bound())) {
            throw new MalformedEntry("a vote whose floor lies after its bound");
        }
        return pledge;
    }

    List<Held> held() throws MalformedEntry {
        int count = in.count(2);
        if (count > TxnRecord.Prepared.MAX_HELD) {
            throw new MalformedEntry(count + " locks in one record");
        }
        List<Held> locks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            locks.add(new Held(span(), mode()));
        }
        return locks;
    }

    TxnRecord.Prepared prepared() throws MalformedEntry {
        Attempt attempt = attempt();
        Key anchor = key();
        Share share = share();
        Pledge pledge = pledge();
        Optional<List<Held>> reads = in.flag() ? Optional.of(held()) : Optional.empty();
        return new TxnRecord.Prepared(attempt, anchor, share, pledge, reads);
    }
}
