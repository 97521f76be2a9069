package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The first pass of recovery: walks every segment and says which stretches of the log are sound,
/// which are not, and up to where it once was durable for sure. It judges nothing.
///
/// The walk believes a batch that stands in its own place and was not written by an earlier boot
/// than the one before it. Where it finds none it looks at every sector, because what survives
/// behind a damaged stretch tells whether that stretch had been synced.
final class Survey {
    /// A stretch of the log between two positions; each begins where the one before it ends.
    ///
    /// @param at where the batch stands, later than `from` if it began a new segment
    /// @param kind what was found there
    /// @param oldest the oldest segment needed, as the batch there says; 0 where nothing is known
    record Stretch(long from, long at, long to, Kind kind, long oldest) {
        Stretch endingAt(long end) {
            return new Stretch(from, at, end, kind, oldest);
        }

        Stretch notBefore(long position) {
            return new Stretch(Math.max(from, position), at, to, kind, oldest);
        }
    }

    enum Kind {
        /// One batch, as it was written.
        SOUND,
        /// One batch whose header is sound and whose records are not all.
        BROKEN,
        /// A place where a batch once stood, because one behind it says so.
        LOST
    }

    /// A [LoggedRecord.DamageNoted] and where it stands.
    ///
    /// @param forgetful groups that had lost records there; empty if that stands in several batches
    record Noted(long at, long from, long to, Optional<Set<GroupId>> forgetful) {
        boolean covers(Stretch loss) {
            return from <= loss.from && to >= loss.to;
        }
    }

    private final StoreIdentity owner;
    private final boolean laterBootWins;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Noted> noted = new ArrayList<>();
    private long end;
    private long boot;
    private long highestBoot;
    private long synced;
    private long misplaced;

    Survey(StoreIdentity owner, Segment first, Set<LogRule> rules) {
        this.owner = owner;
        this.laterBootWins = rules.contains(LogRule.LATER_BOOT_WINS);
        this.end = first.body();
    }

    /// Walks the next segment; they come in order.
    void walk(Segment segment, ByteBuffer content) {
        int at = LogFormat.SEGMENT_HEADER_BYTES;
        while (at < segment.bytes) {
            Optional<BatchView> here = BatchView.at(content, at, segment, owner);
            boolean believed = here.isPresent() && believe(here.get(), segment);
            if (here.isEmpty()) {
                noteMisplaced(content, at);
            }
            at += believed ? here.get().header.bytes() : Disk.SECTOR;
        }
    }

    List<Stretch> stretches() {
        return stretches;
    }

    List<Noted> noted() {
        return noted;
    }

    /// Where the last believed batch ends.
    long end() {
        return end;
    }

    /// Everything below this was durable once.
    long synced() {
        return synced;
    }

    /// No batch of any boot above this exists.
    long highestBoot() {
        return highestBoot;
    }

    /// The highest position named by a batch that stands in another's place.
    long misplaced() {
        return misplaced;
    }

    private boolean believe(BatchView batch, Segment segment) {
        BatchHeader header = batch.header;
        highestBoot = Math.max(highestBoot, header.boot());
        synced = Math.max(synced, header.synced());
        boolean goesBack = header.previousEnd() < end && !stretches.isEmpty();
        boolean stale = header.boot() < boot && laterBootWins;
        if (stale || (goesBack && header.boot() == boot)) {
            return false;
        }
        if (goesBack) {
            cutAt(header.previousEnd());
        } else if (header.previousEnd() > end) {
            stretches.add(new Stretch(end, end, header.previousEnd(), Kind.LOST, 0));
        }
        boolean sound = batch.isSound();
        Kind kind = sound ? Kind.SOUND : Kind.BROKEN;
        stretches.add(
                new Stretch(
                        header.previousEnd(),
                        header.position(),
                        header.end(),
                        kind,
                        header.oldest()));
        if (sound) {
            collectNoted(batch, segment, boot != 0 && header.boot() != boot);
        }
        end = header.end();
        boot = header.boot();
        return true;
    }

    /// A later boot found the log to end here: what earlier boots left behind it does not count.
    private void cutAt(long position) {
        while (!stretches.isEmpty() && stretches.getLast().from >= position) {
            stretches.removeLast();
        }
        if (!stretches.isEmpty() && stretches.getLast().to > position) {
            stretches.add(stretches.removeLast().endingAt(position));
        }
        noted.removeIf(note -> note.at >= position);
    }

    /// @param opening the batch is the first of its boot, so if it notes damage, it says whose it
    ///   was
    private void collectNoted(BatchView batch, Segment segment, boolean opening) {
        if (!batch.soundCounts().containsKey(GroupTrail.STORE)) {
            return;
        }
        List<LoggedRecord> records = batch.soundRecords(segment.name());
        Optional<Set<GroupId>> forgetful =
                opening ? Optional.of(forgetfulIn(records)) : Optional.empty();
        for (LoggedRecord record : records) {
            if (record instanceof LoggedRecord.DamageNoted(Position from, Position to)) {
                noted.add(new Noted(batch.header.position(), from.value(), to.value(), forgetful));
            }
        }
    }

    private static Set<GroupId> forgetfulIn(List<LoggedRecord> records) {
        Set<GroupId> forgetful = new TreeSet<>();
        for (LoggedRecord record : records) {
            if (record instanceof LoggedRecord.Hard(HardRecord.Forgot(GroupId group, _))) {
                forgetful.add(group);
            }
        }
        return forgetful;
    }

    /// A sound header in a place that is not its own was put there by the disk, or is left over
    /// from the segment that this file once was; those name lower positions.
    private void noteMisplaced(ByteBuffer content, int at) {
        if (BatchHeader.isAt(content, at, owner)) {
            BatchHeader header = BatchHeader.decode(content, at);
            highestBoot = Math.max(highestBoot, header.boot());
            misplaced = Math.max(misplaced, header.end());
        }
    }
}
