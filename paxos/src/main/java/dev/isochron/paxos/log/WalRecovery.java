package dev.isochron.paxos.log;

import dev.isochron.paxos.log.StoreRefusedException.Reason;
import dev.isochron.paxos.log.Survey.Stretch;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Opens a store's log: check the files, survey, judge, replay, and only then write.
///
/// Nothing is changed before the judgement stands. What is read is synced before it is relied on,
/// because after a killed process it may be in the machine's memory only; then one opening batch
/// says which boot this is, which replicas lost records, and which damage that accounts for. A
/// crash anywhere in between leads to the same result the next time.
final class WalRecovery {
    /// The longest of the records in an opening batch, with its frame.
    private static final int LARGEST_OPENING_RECORD =
            LogFormat.FRAME_HEADER_BYTES + LogFormat.BODY_PREFIX_BYTES + 2 * Long.BYTES;

    private final Disk disk;
    private final LogSettings settings;
    private final Set<LogRule> rules;
    private final long lot;

    /// @param lot drawn for this boot, see [BootNumber]
    WalRecovery(Disk disk, LogSettings settings, Set<LogRule> rules, long lot) {
        this.disk = disk;
        this.settings = settings;
        this.rules = rules;
        this.lot = lot;
    }

    Recovered open(StoreIdentity wanted) {
        StoreFiles files = StoreFiles.read(disk);
        files.requireOwner(wanted);
        files.requireSegments();
        return files.identity().isPresent()
                ? reopen(files, files.identity().get())
                : create(files, wanted);
    }

    /// Makes the store: first the log with its opening batch, last the identity. So where there is
    /// an identity, something was synced; and where there is none, nobody was told anything.
    private Recovered create(StoreFiles files, StoreIdentity identity) {
        discardUnfinished(files);
        Segment first = new Segment(1, 0, Segments.bytesOf(1, settings));
        Segments segments = new Segments(settings, identity, List.of(first));
        Replay nothing = new Replay(rules);
        try {
            Chore making = new Chore.Prepare(first, identity, null);
            making.perform(disk);
            first.becomeReady();
            LogState state = state(identity, BootNumber.FIRST, segments, nothing, first.body());
            Verdict verdict = new Verdict(first.body(), List.of(), List.of(), List.of(), false, 1);
            Recovered recovered = begin(state, nothing, verdict);
            writeIdentity(identity);
            return recovered;
        } catch (DiskFullException full) {
            throw noRoom(full);
        }
    }

    private Recovered reopen(StoreFiles files, StoreIdentity identity) {
        Survey survey = survey(files, identity);
        Verdict verdict = Verdict.of(survey, files.segments().firstKey(), rules);
        if (verdict.kept().isEmpty()) {
            throw nothingReadable(files);
        }
        List<Segment> needed = files.from(verdict.oldest());
        verdict = verdict.from(needed.getFirst().first);
        Replay replay = replay(verdict, needed, identity);
        if (!verdict.losses().isEmpty() && replay.knowsNobody()) {
            throw beginningLost(needed.getFirst());
        }
        Segments segments = new Segments(settings, identity, needed);
        files.segments()
                .headMap(verdict.oldest())
                .values()
                .forEach(old -> segments.retire(old.name(), old.bytes));
        deleteScratch();
        settle(needed, verdict, survey.synced());
        long boot = numberOf(survey, replay, verdict.end());
        return begin(state(identity, boot, segments, replay, verdict.end()), replay, verdict);
    }

    /// By where the boot begins: an old copy of the directory, opened once more, has a lower number
    /// than the boot that its peers have met since, or one of the same place.
    private long numberOf(Survey survey, Replay replay, long end) {
        long highest = Math.max(survey.highestBoot(), replay.facts().boot());
        return BootNumber.after(highest, end / Disk.SECTOR, lot);
    }

    private Survey survey(StoreFiles files, StoreIdentity identity) {
        SegmentBuffer buffer = new SegmentBuffer(disk);
        Survey survey = null;
        for (Segment segment : files.segments().values()) {
            survey = survey == null ? new Survey(identity, segment, rules) : survey;
            survey.walk(segment, buffer.read(segment));
        }
        return Objects.requireNonNull(survey);
    }

    private Replay replay(Verdict verdict, List<Segment> segments, StoreIdentity identity) {
        Replay replay = new Replay(rules);
        SegmentBuffer buffer = new SegmentBuffer(disk);
        List<Stretch> kept = verdict.kept();
        int next = 0;
        for (Segment segment : segments) {
            ByteBuffer content = null;
            for (; next < kept.size() && kept.get(next).at() < segment.end(); next++) {
                content = content == null ? buffer.read(segment) : content;
                replay.forgetful(verdict.forgetfulAt(kept.get(next)));
                replay(kept.get(next), replay, segment, content, identity);
            }
        }
        if (verdict.losses().stream().anyMatch(loss -> loss.from() >= verdict.end())) {
            replay.lost();
        }
        replay.finish();
        return replay;
    }

    private static void replay(
            Stretch stretch,
            Replay replay,
            Segment segment,
            ByteBuffer content,
            StoreIdentity identity) {
        int at = Math.toIntExact(Math.max(0, stretch.at() - segment.first));
        switch (stretch.kind()) {
            case LOST -> replay.lost();
            case SOUND ->
                    replay.sound(
                            BatchView.at(content, at, segment, identity).orElseThrow(), segment);
            case BROKEN ->
                    replay.broken(
                            BatchView.at(content, at, segment, identity).orElseThrow(), segment);
        }
    }

    /// Makes durable what was read, and the names under which it was found. Below `synced` it is.
    /// Above, a sync alone would not do: if one failed before, the kernel takes those pages for
    /// clean. So they are written again, byte for byte.
    private void settle(List<Segment> segments, Verdict verdict, long synced) {
        if (!rules.contains(LogRule.REWRITE_BEFORE_RELYING)) {
            return;
        }
        disk.syncDirectory();
        for (Segment segment : segments) {
            boolean touched = false;
            for (Stretch stretch : verdict.kept()) {
                boolean here = stretch.at() >= segment.first && stretch.at() < segment.end();
                if (here && stretch.from() >= synced) {
                    rewrite(segment, stretch);
                    touched = true;
                }
            }
            if (touched) {
                disk.sync(segment.name());
            }
        }
    }

    private void rewrite(Segment segment, Stretch stretch) {
        int bytes = Math.toIntExact(stretch.to() - stretch.at());
        ByteBuffer content = disk.buffer(bytes);
        disk.read(segment.name(), stretch.at() - segment.first, content);
        disk.write(segment.name(), stretch.at() - segment.first, content.flip());
    }

    /// Writes the opening batch; from then on the log takes appends.
    private Recovered begin(LogState state, Replay replay, Verdict verdict) {
        Wal wal = new Wal(settings, state, rules, disk::buffer);
        prepareAhead(wal);
        List<HardRecord.Forgot> forgot = replay.forgot();
        int records = forgot.size() + verdict.losses().size() + 1;
        wal.keepTogether((long) records * LARGEST_OPENING_RECORD, records);
        forgot.forEach(wal::put);
        for (Stretch loss : verdict.losses()) {
            wal.put(
                    new LoggedRecord.DamageNoted(
                            new Position(loss.from()), new Position(loss.to())));
        }
        wal.put(new HardRecord.Booted(state.boot()));
        flushAll(wal);
        SortedMap<GroupId, ReplicaId> voteless = new TreeMap<>();
        forgot.forEach(record -> voteless.put(record.group(), record.replica()));
        return new Recovered(
                wal,
                state.identity(),
                state.boot(),
                replay.images(),
                state.facts().horizon(),
                state.facts().peers(),
                state.facts().removed(),
                report(replay, verdict, voteless));
    }

    private static DamageReport report(
            Replay replay, Verdict verdict, SortedMap<GroupId, ReplicaId> voteless) {
        List<DamageReport.Loss> losses =
                verdict.losses().stream()
                        .map(s ->
                                new DamageReport.Loss(new Position(s.from()), new Position(s.to())))
                        .toList();
        return new DamageReport(
                verdict.torn(), losses, voteless, replay.orphans(), replay.strangersLost());
    }

    private void prepareAhead(Wal wal) {
        Optional<Chore> chore = wal.nextChore();
        while (chore.isPresent()) {
            chore.get().run(disk);
            wal.finished(chore.get());
            chore = chore.get().foundNoRoom() ? Optional.empty() : wal.nextChore();
        }
    }

    private void flushAll(Wal wal) {
        while (!wal.synced().covers(wal.appended())) {
            Flush flush = wal.startFlush().orElseThrow(() -> noRoom(null));
            flush.write(disk);
            flush.sync(disk);
            wal.completed(flush);
        }
    }

    private static LogState state(
            StoreIdentity identity, long boot, Segments segments, Replay replay, long end) {
        return new LogState(
                identity, boot, segments, replay.facts(), replay.store(), replay.trails(), end);
    }

    /// A making of the store that a crash cut short left at most one batch; a log that holds more
    /// has lost its identity.
    private void discardUnfinished(StoreFiles files) {
        if (files.writer().isPresent()
                && survey(files, files.writer().get()).stretches().size() > 1) {
            throw StoreFiles.missingIdentity();
        }
        for (Segment segment : files.segments().values()) {
            disk.delete(segment.name());
        }
        deleteScratch();
        disk.syncDirectory();
    }

    private void deleteScratch() {
        if (disk.names().contains(LogFormat.SCRATCH_FILE)) {
            disk.delete(LogFormat.SCRATCH_FILE);
        }
    }

    private void writeIdentity(StoreIdentity identity) {
        disk.allocate(LogFormat.SCRATCH_FILE, Disk.SECTOR);
        disk.write(LogFormat.SCRATCH_FILE, 0, identity.encode());
        disk.sync(LogFormat.SCRATCH_FILE);
        disk.rename(LogFormat.SCRATCH_FILE, LogFormat.IDENTITY_FILE);
        disk.syncDirectory();
    }

    private static StoreRefusedException nothingReadable(StoreFiles files) {
        return new StoreRefusedException(
                Reason.UNREADABLE_RECORD,
                LogFormat.segmentName(files.segments().firstKey()),
                "not one batch of the log can be read: it is damaged, or an older segment is"
                        + " missing",
                StoreRefusedException.REPLACE_STORE);
    }

    /// Where nobody is known a store looks like one whose making was cut short, and making it again
    /// would bring replicas back without their promises (P6).
    private static StoreRefusedException beginningLost(Segment first) {
        return new StoreRefusedException(
                Reason.UNREADABLE_RECORD,
                first.name(),
                "what says which replicas live here is damaged",
                StoreRefusedException.REPLACE_STORE);
    }

    private static StoreRefusedException noRoom(@Nullable DiskFullException full) {
        return new StoreRefusedException(
                Reason.NO_ROOM,
                LogFormat.SCRATCH_FILE,
                "the disk has no room for the log" + (full == null ? "" : ": " + full.getMessage()),
                "Free some space and start the node again.");
    }
}
