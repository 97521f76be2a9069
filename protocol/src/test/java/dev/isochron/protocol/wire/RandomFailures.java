package dev.isochron.protocol.wire;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.key.KeyTooLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Failures of every kind.
final class RandomFailures {

    private final SplittableRandom random;
    private final RandomNouns nouns;

    RandomFailures(SplittableRandom random) {
        this.random = random;
        this.nouns = new RandomNouns(random);
    }

    List<Failure> all() {
        List<Failure> all = new ArrayList<>(badInputs());
        all.addAll(aborts());
        all.addAll(unavailables());
        all.add(new Misrouted.WrongShard(nouns.route(), nouns.entry()));
        all.add(new Misrouted.NotLeader(nouns.route(), Optional.of(nouns.place())));
        all.add(new Misrouted.NotLeader(nouns.route(), Optional.empty()));
        all.add(new OutcomeUnknown(nouns.txn(), nouns.text(), random.nextBoolean()));
        return all;
    }

    Failure any() {
        List<Failure> all = all();
        return all.get(random.nextInt(all.size()));
    }

    private List<BadInput> badInputs() {
        return List.of(
                new BadInput.LongKey(
                        nouns.text(),
                        random.nextInt(1 << 20),
                        480,
                        List.of(new KeyTooLong.Part(nouns.text(), random.nextInt(600)))),
                new BadInput.LargeRow(nouns.text(), nouns.number(), 1 << 20, nouns.text()),
                new BadInput.LargeTransaction(nouns.text(), nouns.number(), nouns.number()),
                new BadInput.FutureTimestamp(
                        nouns.timestamp(), nouns.timestamp(), nouns.duration()),
                new BadInput.SnapshotTooOld(nouns.timestamp(), nouns.timestamp()),
                new BadInput.RequestTooOld(nouns.timestamp(), nouns.duration()),
                new BadInput.UnknownTable(nouns.text()),
                new BadInput.UnknownColumn(nouns.text(), nouns.text()),
                new BadInput.WrongType(nouns.text(), nouns.text()),
                new BadInput.MissingValue(nouns.text(), nouns.text()),
                new BadInput.DuplicateRow(nouns.rowName(), nouns.text()),
                new BadInput.MissingRow(nouns.rowName()),
                new BadInput.IndexedTable(nouns.text()),
                new BadInput.ReadOnly(nouns.text()),
                new BadInput.BadToken(nouns.text()),
                new BadInput.MalformedRequest(nouns.text()));
    }

    private List<Aborted> aborts() {
        VictimRule rule = nouns.oneOf(VictimRule.values());
        return List.of(
                new Aborted.Wounded(nouns.rowName(), nouns.mode(), nouns.contender(), rule),
                new Aborted.LockUnavailable(
                        nouns.rowName(), nouns.mode(), nouns.contender(), nouns.duration()),
                new Aborted.LocksLost(nouns.route().shard(), nouns.tenure()),
                new Aborted.BoundMissed(nouns.span(), nouns.timestamp(), nouns.timestamp()),
                new Aborted.VoteMissing(nouns.span(), nouns.duration()),
                new Aborted.ReadChanged(nouns.rowName(), nouns.timestamp(), nouns.timestamp()),
                new Aborted.DecidedByInquiry(nouns.txn()),
                new Aborted.IdleTooLong(nouns.duration(), nouns.duration()),
                new Aborted.BornTooEarly(nouns.txn(), nouns.timestamp()));
    }

    private List<Unavailable> unavailables() {
        return List.of(
                new Unavailable.Overloaded(nouns.text()),
                new Unavailable.DiskFull(nouns.number()),
                new Unavailable.ClockUnusable(nouns.number(), nouns.text()),
                new Unavailable.DamagedRow(nouns.number(), nouns.rowName()),
                new Unavailable.RowQueueFull(nouns.rowName(), 7),
                new Unavailable.Unreachable(List.of("db1:7001", nouns.text()), nouns.text()),
                new Unavailable.DeadlineExceeded(nouns.duration(), nouns.text()),
                new Unavailable.Cancelled(),
                new Unavailable.ClientClosed());
    }
}
