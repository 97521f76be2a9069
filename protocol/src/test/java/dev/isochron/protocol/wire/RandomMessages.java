package dev.isochron.protocol.wire;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Requests, replies and the talk of shards, of every kind.
final class RandomMessages {

    private final SplittableRandom random;
    private final RandomNouns nouns;
    private final RandomFailures failures;

    RandomMessages(SplittableRandom random) {
        this.random = random;
        this.nouns = new RandomNouns(random);
        this.failures = new RandomFailures(random);
    }

    List<Request> requests() {
        return List.of(
                new Request.LockingRead(
                        nouns.route(),
                        nouns.attempt(),
                        maybeTenure(),
                        lookups(),
                        nouns.mode(),
                        nouns.oneOf(LockWait.values())),
                lockingReadOfManyModes(),
                new Request.SnapshotRead(nouns.route(), readAt(), lookups()),
                prepare(),
                commit(),
                new Request.Release(nouns.route(), nouns.txn(), Optional.empty()),
                new Request.Release(nouns.route(), nouns.txn(), Optional.of(nouns.timestamp())),
                new Request.Refresh(nouns.route(), nouns.txn(), nouns.tenure()),
                new Request.Checksum(
                        nouns.route(),
                        nouns.timestamp(),
                        nouns.span(),
                        random.nextLong(1L << 40),
                        random.nextLong()),
                new Request.AskOutcome(nouns.route(), nouns.key(), nouns.txn()));
    }

    private Request lockingReadOfManyModes() {
        List<Lookup> lookups = lookups();
        return new Request.LockingRead(
                nouns.route(),
                nouns.attempt(),
                maybeTenure(),
                lookups,
                lookups.stream().map(_ -> nouns.mode()).toList(),
                nouns.oneOf(LockWait.values()),
                random.nextBoolean()
                        ? Optional.of(Duration.ofNanos(1 + random.nextLong(1L << 40)))
                        : Optional.empty());
    }

    private Request prepare() {
        Share share = share();
        boolean anchored = !share.onlyReads() || random.nextBoolean();
        return new Request.Prepare(
                nouns.route(),
                nouns.attempt(),
                anchored ? Optional.of(nouns.key()) : Optional.empty(),
                share);
    }

    private Request commit() {
        Share share = share();
        List<Request.Participant> others = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            others.add(new Request.Participant(nouns.span(), random.nextBoolean()));
        }
        return new Request.Commit(
                nouns.route(),
                nouns.attempt(),
                share.span().from(),
                share,
                others,
                nouns.timestamp(),
                random.nextBoolean() ? nouns.timestamp() : Timestamp.MAX);
    }

    private Optional<Tenure> maybeTenure() {
        return random.nextBoolean() ? Optional.of(nouns.tenure()) : Optional.empty();
    }

    private List<Lookup> lookups() {
        List<Lookup> lookups = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            lookups.add(
                    switch (random.nextInt(4)) {
                        case 0, 1 -> new Lookup.Point(nouns.key());
                        case 2 -> programmed();
                        default ->
                                new Lookup.Range(
                                        nouns.span(),
                                        nouns.oneOf(Lookup.Direction.values()),
                                        1 + random.nextInt(Integer.MAX_VALUE));
                    });
        }
        return lookups;
    }

    private Lookup programmed() {
        RandomPrograms programs = new RandomPrograms(random);
        boolean gathers = random.nextBoolean();
        return new Lookup.Range(
                nouns.span(),
                Lookup.Direction.FORWARD,
                gathers ? Lookup.ALL : 1 + random.nextInt(100),
                Optional.of(programs.program(gathers)));
    }

    ReadAt readAt() {
        List<Supplier<ReadAt>> all =
                List.of(
                        () -> new ReadAt.Strong(random.nextBoolean()),
                        () -> new ReadAt.Exact(nouns.timestamp()),
                        () -> new ReadAt.ExactStaleness(nouns.duration()),
                        () -> new ReadAt.MaxStaleness(Duration.ZERO),
                        () -> new ReadAt.AtLeast(nouns.timestamp()));
        return all.get(random.nextInt(all.size())).get();
    }

    /// A share as the codec insists on it: everything inside its span, writes in order.
    Share share() {
        Map<Key, Write> writes = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Key key = nouns.key();
            writes.put(key, write(key));
        }
        List<Share.Check> checks = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            checks.add(new Share.Check(nouns.span(), nouns.mode(), nouns.timestamp()));
        }
        return new Share(Span.ALL, maybeTenure(), checks, new ArrayList<>(writes.values()));
    }

    private Write write(Key key) {
        Expectation expects = nouns.oneOf(Expectation.values());
        return switch (random.nextInt(3)) {
            case 0 -> new Write.Put(key, nouns.row(), expects);
            case 1 -> new Write.Patch(key, nouns.columns(), nouns.row());
            default -> new Write.Delete(key, expects);
        };
    }

    private Duration waited() {
        return Duration.ofNanos(random.nextLong(1L << 50));
    }

    List<Reply> replies() {
        return List.of(
                new Reply.Locked(nouns.tenure(), found(), nouns.timestamp(), waited()),
                new Reply.Snapshot(nouns.timestamp(), found()),
                new Reply.Voted(nouns.vote()),
                new Reply.Committed(nouns.timestamp(), waited()),
                new Reply.Told(outcome()),
                new Reply.Done(),
                new Reply.Checksum(3, random.nextLong(), Optional.of(nouns.key())),
                new Reply.Checksum(random.nextLong(1L << 40), random.nextLong(), Optional.empty()),
                new Reply.Failed(failures.any()));
    }

    private List<Reply.Found> found() {
        List<Reply.Found> all = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<Reply.Pair> rows = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                rows.add(new Reply.Pair(nouns.key(), nouns.row(), nouns.timestamp()));
            }
            all.add(
                    new Reply.Found(
                            rows,
                            random.nextBoolean() ? Optional.of(nouns.key()) : Optional.empty()));
        }
        return all;
    }

    Outcome outcome() {
        return random.nextBoolean()
                ? new Outcome.Committed(nouns.timestamp())
                : new Outcome.Undone(failures.any());
    }

    List<Parley> parleys() {
        Vote vote = nouns.vote();
        return List.of(
                new Parley.Yes(nouns.txn(), nouns.key(), vote),
                new Parley.No(nouns.txn(), nouns.key(), nouns.span(), failures.any()),
                new Parley.Decided(nouns.txn(), nouns.key(), nouns.span(), outcome()),
                new Parley.Logged(nouns.txn(), nouns.key(), nouns.span()),
                new Parley.Inquiry(nouns.txn(), nouns.key(), nouns.span()),
                new Parley.Wound(
                        nouns.txn(),
                        nouns.key(),
                        nouns.span(),
                        new Parley.Grievance(nouns.rowName(), nouns.mode(), nouns.contender())),
                new Parley.VoteAgain(nouns.txn(), nouns.key(), nouns.span(), nouns.timestamp()));
    }

    ShardEntry entry() {
        return nouns.entry();
    }
}
