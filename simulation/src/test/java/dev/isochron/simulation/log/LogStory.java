package dev.isochron.simulation.log;

import dev.isochron.paxos.log.Appended;
import dev.isochron.paxos.log.Chore;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.Flush;
import dev.isochron.paxos.log.Holding;
import dev.isochron.paxos.log.LogRule;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.log.NoRoom;
import dev.isochron.paxos.log.Position;
import dev.isochron.paxos.log.Recovered;
import dev.isochron.paxos.log.StoreIdentity;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.log.Wal;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.simulation.disk.CrashDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One store's life from a seed: it appends, flushes, frees segments, crashes and comes back, on a
/// disk that loses what was not synced.
///
/// Every record is remembered with the position it was told; after each crash the judge compares.
final class LogStory {
    static final LogSettings SMALL = new LogSettings(6 * 1024, 2048, 4096, 1, 64 * 1024);
    static final StoreIdentity STORE =
            new StoreIdentity(new UUID(1, 1), new NodeId(1), new UUID(7, 7));

    /// Entries of this length go into one batch, whatever stands between them.
    private static final int ONE_BATCH = 1000;

    final CrashDisk disk;
    final Set<LogRule> rules;
    private final SplittableRandom chance;
    private final RecordSource source;

    /// Every record since the store was made, as far as it may still count.
    private final List<HardRecord> history = new ArrayList<>();

    /// How many of `history` were claimed to be durable.
    private int claimed;

    /// Lengths of `history` at which a crash may have cut it; inside of an append it may not.
    private final TreeSet<Integer> seams = new TreeSet<>();

    private final List<Told> told = new ArrayList<>();
    private LogModel state = new LogModel();
    private Recovered store;
    private @Nullable Flush flush;
    private int step;
    private long lastNamedSynced;
    private long crashes;

    /// Up to here in `history`, what was appended rests on this position.
    private record Told(int records, Position at) {}

    LogStory(long seed, Set<LogRule> rules) {
        chance = new SplittableRandom(seed);
        disk = new CrashDisk(chance.split());
        source = new RecordSource(chance.split());
        this.rules = rules;
        seams.add(0);
        store = open();
    }

    /// Lives through one step; crashes are part of it.
    void step() {
        try {
            act();
        } catch (DiskFailedException failure) {
            wal().failed(failure);
            crash();
        }
    }

    long crashes() {
        return crashes;
    }

    LogModel state() {
        return state;
    }

    Recovered store() {
        return store;
    }

    /// The position that the last completed flush named as synced: damage below it is loss.
    long lastNamedSynced() {
        return lastNamedSynced;
    }

    /// No more faults: everything queued becomes durable and there is room again, within a bound.
    void settle() {
        disk.mend();
        for (int i = 0; i < 1000; i++) {
            flushNow();
            if (wal().synced().covers(wal().appended()) && wal().room(1, 1000).isEmpty()) {
                return;
            }
            free();
            upkeep();
        }
        throw new AssertionError("no room comes back: " + wal().pressure() + wal().holders());
    }

    void flushNow() {
        while (flush != null || startFlush()) {
            advanceFlush();
        }
    }

    /// One more flush, so that the ones before it are named as synced.
    void touch() {
        List<HardRecord> horizon = List.of(new HardRecord.Horizon(state.horizon.plusNanos(1)));
        tell(horizon, wal().append(horizon), true);
        flushNow();
    }

    /// Lives on without a crash, and with room.
    void calmStep() {
        disk.limitTo(Long.MAX_VALUE);
        live();
    }

    /// Stops the process as it is and starts it again.
    void crash() {
        crashes++;
        flush = null;
        if (chance.nextInt(3) == 0) {
            disk.kill();
        } else {
            disk.powerCut();
        }
        recover();
    }

    private void act() {
        switch (chance.nextInt(200)) {
            case 0 -> crash();
            case 1 -> disk.stopAt(1 + chance.nextInt(12));
            case 2 -> disk.failNextSync();
            case 3 -> disk.failNextWrite();
            case 4 -> disk.limitTo(disk.usedBytes() + chance.nextInt(2 * SMALL.segmentBytes()));
            case 5, 6, 7 -> disk.limitTo(Long.MAX_VALUE);
            default -> live();
        }
    }

    private void live() {
        switch (chance.nextInt(12)) {
            case 0 -> upkeep();
            case 1 -> free();
            case 2, 3, 4, 5, 6 -> advance();
            default -> append();
        }
    }

    private void append() {
        List<HardRecord> records = source.next(state);
        long bytes = records.stream().mapToLong(RecordSource::entryBytes).sum();
        if (wal().room(records.size(), bytes).isEmpty()) {
            tell(records, wal().append(records), true);
        }
    }

    private void tell(List<HardRecord> records, Appended result, boolean mustFit) {
        switch (result) {
            case Position at -> {
                history.addAll(records);
                records.forEach(state::apply);
                seams.add(history.size());
                if (records.stream().mapToInt(RecordSource::entryBytes).sum() > ONE_BATCH) {
                    for (int i = 1; i < records.size(); i++) {
                        seams.add(history.size() - i);
                    }
                }
                told.add(new Told(history.size(), at));
            }
            case NoRoom refusal -> {
                if (mustFit) {
                    throw new AssertionError("room was promised, then refused: " + refusal);
                }
            }
        }
    }

    private void advance() {
        if (flush != null || startFlush()) {
            advanceFlush();
        }
    }

    private boolean startFlush() {
        Optional<Flush> next = wal().startFlush();
        flush = next.orElse(null);
        step = 0;
        return next.isPresent();
    }

    private void advanceFlush() {
        Flush current = Objects.requireNonNull(flush);
        switch (step++) {
            case 0 -> current.write(disk);
            case 1 -> {
                if (rules.contains(LogRule.SYNC_BEFORE_CLAIM)) {
                    current.sync(disk);
                }
            }
            default -> {
                lastNamedSynced = wal().synced().value();
                claim(wal().completed(current));
                flush = null;
            }
        }
    }

    private void claim(Position synced) {
        told.removeIf(t -> {
            boolean covered = synced.covers(t.at);
            claimed = covered ? Math.max(claimed, t.records) : claimed;
            return covered;
        });
    }

    private void upkeep() {
        Optional<Chore> chore = wal().nextChore();
        if (chore.isPresent()) {
            chore.get().run(disk);
            wal().finished(chore.get());
        }
    }

    /// What a host does about the oldest segment: cut or copy its holders, then let it go.
    private void free() {
        List<Holding> holders = wal().holders();
        if (!rules.contains(LogRule.HOLD_NEEDED_SEGMENTS)) {
            holders = List.of();
        }
        for (Holding holding : holders) {
            ReplicaImage image = Objects.requireNonNull(state.replicas.get(holding.group()));
            if (holding.holdsEntries() && chance.nextInt(3) > 0) {
                List<HardRecord> cut = List.of(RecordSource.cut(image));
                tell(cut, wal().append(cut), false);
            } else {
                List<HardRecord> whole = RecordSource.whole(image);
                tell(whole, wal().restate(holding.group(), whole), false);
            }
        }
        wal().release();
    }

    private void recover() {
        Recovered recovered = open();
        LogJudge.requireWhole(recovered);
        claimed = LogJudge.requirePrefix(recovered, history, seams.tailSet(claimed));
        history.subList(claimed, history.size()).clear();
        told.clear();
        seams.tailSet(claimed, false).clear();
        state = new LogModel();
        history.forEach(state::apply);
        if (recovered.boot() <= store.boot()) {
            throw new AssertionError("boot " + recovered.boot() + " after " + store.boot());
        }
        store = recovered;
        lastNamedSynced = 0;
    }

    /// Opens the store, dying on the way now and then.
    private Recovered open() {
        while (true) {
            if (chance.nextInt(3) == 0) {
                disk.stopAt(1 + chance.nextInt(25));
            }
            try {
                Recovered recovered = Wal.open(disk, SMALL, STORE, rules);
                disk.stopAt(Long.MAX_VALUE);
                return recovered;
            } catch (DiskFailedException died) {
                crashes++;
                disk.powerCut();
            } catch (StoreRefusedException refused) {
                if (refused.reason() != StoreRefusedException.Reason.NO_ROOM) {
                    throw refused;
                }
                disk.limitTo(Long.MAX_VALUE);
            }
        }
    }

    private Wal wal() {
        return store.wal();
    }
}
