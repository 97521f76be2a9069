package dev.isochron.client.fake;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All shards' locks, votes and outcomes. Empty answers mean: not yet.
final class FakeStore {

    final FakeVersions versions = new FakeVersions();
    final Map<TxnId, FakeTxn> txns = new TreeMap<>();
    final Map<TxnId, Outcome> outcomes = new TreeMap<>();
    final Map<TxnId, Integer> executions = new TreeMap<>();
    final List<Attempt> attempts = new ArrayList<>();
    private long entries;

    private FakeTxn txn(Attempt attempt) {
        return txns.computeIfAbsent(
                attempt.id(),
                _ -> {
                    attempts.add(attempt);
                    return new FakeTxn(attempt.age());
                });
    }

    private static RowName name(Key key) {
        return new RowName(key, "key " + key);
    }

    Optional<Reply> lock(Request.LockingRead read, int page) {
        FakeTxn txn = txn(read.attempt());
        ShardId shard = read.route().shard();
        Tenure live = txn.tenures.get(shard);
        if (txn.ended || (read.tenure().isPresent() && !read.tenure().get().equals(live))) {
            Tenure named = read.tenure().orElse(new Tenure(1, 1, 0));
            return failed(new Aborted.LocksLost(shard, named));
        }
        List<Reply.Found> found = new ArrayList<>();
        for (int i = 0; i < read.lookups().size(); i++) {
            Lookup lookup = read.lookups().get(i);
            LockMode mode = read.mode(i);
            Optional<FakeTxn> blocker = blocker(txn, lookup.span(), mode, read.attempt());
            if (blocker.isPresent()) {
                switch (read.patience()) {
                    case WAIT -> {
                        return Optional.empty();
                    }
                    case NO_WAIT -> {
                        return failed(
                                new Aborted.LockUnavailable(
                                        name(lookup.span().from()),
                                        mode,
                                        new Contender(blocker.get().age.firstAttempt(), "", ""),
                                        Duration.ZERO));
                    }
                    case SKIP -> {
                        found.add(new Reply.Found(List.of(), Optional.empty()));
                        continue;
                    }
                }
            }
            txn.locks.add(new FakeTxn.Lock(lookup.span(), mode));
            found.add(versions.find(lookup, Timestamp.MAX, page));
        }
        Tenure tenure =
                txn.tenures.computeIfAbsent(shard, s -> new Tenure(1, s.value(), entries++));
        return Optional.of(new Reply.Locked(tenure, found, versions.newest(), Duration.ZERO));
    }

    /// Wounds who is younger and has not voted; whoever is left is in the way.
    private Optional<FakeTxn> blocker(FakeTxn own, Span span, LockMode mode, Attempt attempt) {
        for (Map.Entry<TxnId, FakeTxn> other : txns.entrySet()) {
            FakeTxn that = other.getValue();
            if (that != own && that.conflictsWith(span, mode)) {
                if (that.hasVoted() || that.age.isOlderThan(own.age)) {
                    return Optional.of(that);
                }
                outcomes.put(
                        other.getKey(),
                        new Outcome.Undone(
                                new Aborted.Wounded(
                                        name(span.from()),
                                        mode,
                                        Contender.of(attempt),
                                        VictimRule.HELD_BY_YOUNGER)));
                end(that);
            }
        }
        return Optional.empty();
    }

    private static void end(FakeTxn txn) {
        txn.ended = true;
        txn.locks.clear();
        txn.prepared.clear();
    }

    /// Why a share cannot be vouched for.
    private Optional<Failure> objection(FakeTxn txn, ShardId shard, Share share, Attempt attempt) {
        Tenure live = txn.tenures.get(shard);
        if (share.tenure().isPresent() && (txn.ended || !share.tenure().get().equals(live))) {
            return Optional.of(new Aborted.LocksLost(shard, share.tenure().get()));
        }
        for (Share.Check check : share.checks()) {
            Optional<Reply.Pair> changed = versions.changedAfter(check.span(), check.readAt());
            if (changed.isPresent()) {
                return Optional.of(
                        new Aborted.ReadChanged(
                                name(changed.get().key()),
                                check.readAt(),
                                changed.get().written()));
            }
        }
        for (Write write : share.writes()) {
            Optional<Failure> broken = versions.broken(write);
            if (broken.isPresent()) {
                return broken;
            }
            Span span = Span.point(write.key());
            Optional<FakeTxn> blocker = blocker(txn, span, write.mode(), attempt);
            if (blocker.isPresent()) {
                return Optional.of(
                        new Aborted.Wounded(
                                name(write.key()),
                                write.mode(),
                                new Contender(blocker.get().age.firstAttempt(), "", ""),
                                VictimRule.AWAITED_BY_YOUNGER));
            }
        }
        return Optional.empty();
    }

    Reply prepare(Request.Prepare prepare, Timestamp now) {
        TxnId id = prepare.attempt().id();
        if (outcomes.get(id) instanceof Outcome.Undone(Failure why)) {
            return new Reply.Failed(why);
        }
        FakeTxn txn = txn(prepare.attempt());
        ShardId shard = prepare.route().shard();
        boolean before = txn.prepared.contains(prepare.share()) || outcomes.containsKey(id);
        if (!before) {
            Optional<Failure> no = objection(txn, shard, prepare.share(), prepare.attempt());
            if (no.isPresent()) {
                if (prepare.anchor().isPresent()) {
                    outcomes.put(id, new Outcome.Undone(no.get()));
                    end(txn);
                }
                return new Reply.Failed(no.get());
            }
            if (prepare.anchor().isPresent()) {
                hold(txn, prepare.share());
                txn.prepared.add(prepare.share());
            }
        }
        Tenure tenure = prepare.share().tenure().orElse(new Tenure(1, shard.value(), 0));
        return new Reply.Voted(
                new Vote(
                        prepare.share().span(),
                        tenure,
                        now,
                        now.plusNanos(500_000_000),
                        !prepare.share().onlyReads()));
    }

    private static void hold(FakeTxn txn, Share share) {
        for (Write write : share.writes()) {
            txn.locks.add(new FakeTxn.Lock(Span.point(write.key()), write.mode()));
        }
    }

    /// Empty while a vote is missing.
    Optional<Reply> commit(Request.Commit commit, Timestamp now) {
        TxnId id = commit.attempt().id();
        Outcome known = outcomes.get(id);
        if (known != null) {
            return Optional.of(told(known));
        }
        FakeTxn txn = txn(commit.attempt());
        Optional<Failure> no =
                txn.ended
                        ? Optional.of(new Aborted.DecidedByInquiry(id))
                        : objection(txn, commit.route().shard(), commit.share(), commit.attempt());
        if (no.isPresent()) {
            outcomes.put(id, new Outcome.Undone(no.get()));
            end(txn);
            return failed(no.get());
        }
        for (Request.Participant other : commit.others()) {
            if (!covered(other.span(), txn.prepared)) {
                return Optional.empty();
            }
        }
        List<Share> all = new ArrayList<>(txn.prepared);
        all.add(commit.share());
        executions.merge(id, 1, Integer::sum);
        all.forEach(share -> share.writes().forEach(write -> versions.apply(write, now)));
        outcomes.put(id, new Outcome.Committed(now));
        end(txn);
        return Optional.of(new Reply.Committed(now, Duration.ZERO));
    }

    /// Whether shares that stand side by side cover a span.
    private static boolean covered(Span span, List<Share> shares) {
        Optional<Key> next = Optional.of(span.from());
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Share share : shares) {
                if (next.isPresent() && share.span().contains(next.get())) {
                    next = share.span().until();
                    grew = true;
                }
            }
        }
        return next.isEmpty()
                || (span.until().isPresent() && !next.get().isBelow(span.until().get()));
    }

    private static Reply told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Committed(Timestamp at) -> new Reply.Committed(at, Duration.ZERO);
            case Outcome.Undone(Failure why) -> new Reply.Failed(why);
        };
    }

    Reply release(TxnId id) {
        FakeTxn txn = txns.get(id);
        if (txn != null && !txn.hasVoted()) {
            end(txn);
        }
        return new Reply.Done();
    }

    Reply outcome(TxnId id) {
        Outcome outcome =
                outcomes.computeIfAbsent(
                        id, _ -> new Outcome.Undone(new Aborted.DecidedByInquiry(id)));
        FakeTxn txn = txns.get(id);
        if (txn != null) {
            end(txn);
        }
        return new Reply.Told(outcome);
    }

    private static Optional<Reply> failed(Failure failure) {
        return Optional.of(new Reply.Failed(failure));
    }

    static BadInput missing(Key key) {
        return new BadInput.MissingRow(name(key));
    }

    static BadInput duplicate(Key key) {
        return new BadInput.DuplicateRow(name(key), "the key of its table");
    }
}
