package dev.isochron.paxos.log;

import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Tells a person what stands in the files of a log: `isochron log dump`.
///
/// It only reads, judges nothing, and goes on where opening the store would be refused; so it shows
/// batches as they lie there, damaged ones too.
public final class LogDump {
    private final Disk disk;
    private final Options options;
    private final Consumer<String> out;
    private Optional<StoreIdentity> owner = Optional.empty();
    private final SortedMap<String, Long> begins = new TreeMap<>();
    private long end;
    private long vouched;
    private long boot;
    private int batches;
    private long records;
    private int faults;

    /// What is to be shown.
    ///
    /// @param records each record, not only each batch
    /// @param group records of this group only, and batches that have any; 0 for those of the store
    public record Options(boolean records, OptionalLong group) {}

    /// @param out takes one line at a time
    public LogDump(Disk disk, Options options, Consumer<String> out) {
        this.disk = disk;
        this.options = options;
        this.out = out;
    }

    /// Tells everything; true if nothing was found damaged.
    public boolean run() {
        identity();
        List<String> names = disk.names();
        for (String name : names) {
            if (LogFormat.generationOf(name) > 0) {
                segment(name);
            } else if (!name.equals(LogFormat.IDENTITY_FILE) && !name.equals("LOCK")) {
                out.accept(name + ": not part of the log");
            }
        }
        out.accept(
                "%d batches, %d records, end @%d, surely durable below @%d, %s"
                        .formatted(
                                batches,
                                records,
                                end,
                                vouched,
                                faults == 0 ? "no damage" : "DAMAGED in " + faults + " places"));
        return faults == 0;
    }

    /// Where each readable segment begins, by its file's name; known after [#run].
    public SortedMap<String, Long> begins() {
        return begins;
    }

    /// Where the last batch ends; known after [#run].
    public long end() {
        return end;
    }

    /// Below this, damage is recognized as loss: a batch that is there says that all of it had been
    /// synced. What stands between here and [#end] cannot be told from a write that a power cut
    /// tore. Known after [#run].
    public long vouched() {
        return vouched;
    }

    private void identity() {
        if (!disk.names().contains(LogFormat.IDENTITY_FILE)) {
            fault(LogFormat.IDENTITY_FILE + ": missing; no store was made here, or it was lost");
            return;
        }
        try {
            ByteBuffer sector = ByteBuffer.allocate(Disk.SECTOR);
            disk.read(LogFormat.IDENTITY_FILE, 0, sector);
            StoreIdentity identity = StoreIdentity.decode(sector.flip());
            owner = Optional.of(identity);
            out.accept(
                    "%s: node %d of cluster %s, incarnation %s"
                            .formatted(
                                    LogFormat.IDENTITY_FILE,
                                    identity.node().value(),
                                    identity.cluster(),
                                    identity.incarnation()));
        } catch (StoreRefusedException | DiskException e) {
            fault(String.valueOf(e.getMessage()));
        }
    }

    private void segment(String name) {
        try {
            ByteBuffer sector = ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES);
            disk.read(name, 0, sector);
            SegmentHeader header = SegmentHeader.decode(name, sector.flip());
            out.accept(
                    "%s: @%d to @%d"
                            .formatted(name, header.first(), header.first() + header.bytes()));
            owner = owner.or(() -> Optional.of(header.owner()));
            begins.put(name, header.first());
            walk(new Segment(header.generation(), header.first(), (int) header.bytes()));
        } catch (StoreRefusedException | DiskException e) {
            fault(String.valueOf(e.getMessage()));
        }
    }

    private void walk(Segment segment) {
        ByteBuffer content = new SegmentBuffer(disk).read(segment);
        int at = LogFormat.SEGMENT_HEADER_BYTES;
        while (at < segment.bytes) {
            Optional<BatchView> here =
                    BatchView.at(content, at, segment, owner.orElseThrow())
                            .filter(b -> !isLeftOver(b.header));
            here.ifPresent(batch -> batch(batch, segment));
            at += here.isPresent() ? here.get().header.bytes() : Disk.SECTOR;
        }
    }

    /// Written before a boot that found the log to end earlier.
    private boolean isLeftOver(BatchHeader header) {
        return header.boot() < boot;
    }

    private void batch(BatchView batch, Segment segment) {
        BatchHeader header = batch.header;
        if (batches > 0 && header.boot() == boot && header.previousEnd() > end) {
            fault("  @%d to @%d: LOST".formatted(end, header.previousEnd()));
        }
        boolean sound = batch.isSound();
        String line =
                "  @%d to @%d: boot %d, records %d, groups %d, synced below @%d"
                        .formatted(
                                header.position(),
                                header.end(),
                                header.boot(),
                                header.recordCount(),
                                header.groupCount(),
                                header.synced());
        batches++;
        vouched = Math.max(vouched, header.synced());
        end = header.end();
        boot = header.boot();
        List<String> shown = records(batch, segment);
        if (!sound) {
            fault(line + ", DAMAGED");
        } else if (options.group().isEmpty() || !shown.isEmpty()) {
            out.accept(line);
        }
        shown.forEach(out);
    }

    /// Of a batch's records, the lines of those that are to be shown.
    private List<String> records(BatchView batch, Segment segment) {
        List<LoggedRecord> found = new ArrayList<>();
        try {
            found.addAll(batch.soundRecords(segment.name()));
        } catch (StoreRefusedException unreadable) {
            fault("    " + unreadable.getMessage());
        }
        records += found.size();
        List<String> shown = new ArrayList<>();
        for (LoggedRecord record : found) {
            boolean wanted =
                    options.group().isEmpty() || options.group().getAsLong() == groupOf(record);
            if (options.records() && wanted) {
                shown.add("    " + text(record));
            }
        }
        return shown;
    }

    private static long groupOf(LoggedRecord record) {
        return record instanceof LoggedRecord.Hard(HardRecord.OfReplica fact)
                ? fact.group().value()
                : 0;
    }

    private static String text(LoggedRecord record) {
        return switch (record) {
            case LoggedRecord.RemovedBefore r ->
                    r.group() + " had removed replicas up to " + r.replica();
            case LoggedRecord.DamageNoted r ->
                    "damage from " + r.from() + " to " + r.to() + " was noted";
            case LoggedRecord.Hard(HardRecord fact) -> text(fact);
        };
    }

    private static String text(HardRecord record) {
        return switch (record) {
            case HardRecord.Began r ->
                    "%s %s begins at %s with %s, next replica r%d"
                            .formatted(
                                    r.group(),
                                    r.replica(),
                                    r.begin(),
                                    r.configuration(),
                                    r.configuration().nextReplica());
            case HardRecord.Promised r -> r.group() + " promised " + r.ballot();
            case HardRecord.Accepted r ->
                    "%s accepted %s at %s: %s"
                            .formatted(r.group(), r.slot(), r.ballot(), text(r.entry()));
            case HardRecord.Learned r ->
                    "%s learned %s: %s".formatted(r.group(), r.slot(), text(r.entry()));
            case HardRecord.ChosenMark r -> r.group() + " chosen up to " + r.slot();
            case HardRecord.Forgot r -> r.group() + " " + r.replica() + " lost something";
            case HardRecord.Removed r -> r.group() + " " + r.replica() + " was removed";
            case HardRecord.Horizon r -> "horizon " + r.until();
            case HardRecord.Booted r -> "boot " + r.boot();
            case HardRecord.PeerSeen r ->
                    "%s was met: incarnation %s, boot %d%s"
                            .formatted(
                                    r.node(),
                                    r.incarnation(),
                                    r.boot(),
                                    r.place() == 0 ? "" : ", synced to sector " + r.place());
        };
    }

    private static String text(Entry entry) {
        return switch (entry) {
            case Entry.Noop _ -> "nothing";
            case Entry.Commands(byte[] bytes) -> "commands of " + bytes.length + " bytes";
            case Entry.Reconfigure r -> "members " + r.configuration();
        };
    }

    private void fault(String line) {
        faults++;
        out.accept(line);
    }
}
