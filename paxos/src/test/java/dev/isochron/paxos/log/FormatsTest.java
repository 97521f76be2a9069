package dev.isochron.paxos.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// `docs/formats.md` against the bytes that the log writes.
final class FormatsTest {
    private static final StoreIdentity OWNER =
            new StoreIdentity(new UUID(1, 2), new NodeId(3), new UUID(4, 5));
    private static final LogSettings SETTINGS =
            new LogSettings(1 << 16, 1 << 14, 1 << 16, 1, 1 << 20);
    private static final GroupId GROUP = new GroupId(7);
    private static final ReplicaId REPLICA = new ReplicaId(2);
    private static final Configuration MEMBERS =
            new Configuration(
                    List.of(new Member(REPLICA, new NodeId(3))),
                    List.of(new Member(new ReplicaId(1), new NodeId(1))),
                    List.of(new Member(new ReplicaId(4), new NodeId(4))),
                    9);

    private final DescribedFormat format;
    private final MemoryDisk disk = new MemoryDisk();

    FormatsTest() throws IOException {
        format = DescribedFormat.read(Path.of("..", "docs", "formats.md"));
    }

    @Test
    void theIdentityIsAsDescribed() {
        write(facts());
        ByteBuffer file = file("identity");
        DescribedFormat.Layout identity = format.layout("identity");
        assertEquals(Disk.SECTOR, identity.length());
        assertEquals(Disk.SECTOR, file.limit());
        identity.check(file, 0);
        assertEquals(OWNER.cluster(), identity.uuid(file, 0, "cluster"));
        assertEquals(OWNER.incarnation(), identity.uuid(file, 0, "incarnation"));
        assertEquals(OWNER.node().value(), identity.number(file, 0, "node"));
        assertEquals(crcOfHeader(file, 56), identity.number(file, 0, "crc"));
    }

    @Test
    void everySegmentIsAsDescribed() {
        write(facts());
        long first = 0;
        for (String name : disk.names()) {
            if (name.startsWith("segment-")) {
                ByteBuffer file = file(name);
                DescribedFormat.Layout segment = format.layout("segment");
                assertEquals(LogFormat.SEGMENT_HEADER_BYTES, segment.length());
                segment.check(file, 0);
                assertEquals(OWNER.cluster(), segment.uuid(file, 0, "cluster"));
                assertEquals(OWNER.incarnation(), segment.uuid(file, 0, "incarnation"));
                assertEquals(first, segment.number(file, 0, "first"));
                assertEquals(file.limit(), segment.number(file, 0, "bytes"));
                assertEquals(crcOfHeader(file, 80), segment.number(file, 0, "crc"));
                first += file.limit();
            }
        }
        assertTrue(first > 0, "no segment");
    }

    @Test
    void everyBatchAndRecordIsAsDescribed() {
        write(facts());
        List<Map<String, String>> records = new ArrayList<>();
        ByteBuffer file = file("segment-000000000001.log");
        long at = LogFormat.SEGMENT_HEADER_BYTES;
        while (isBatch(file, at)) {
            at = batch(file, (int) at, records);
        }
        List<String> kinds = records.stream().map(r -> r.get("kind")).toList();
        assertEquals("booted", kinds.getFirst());
        assertTrue(
                kinds.containsAll(
                        List.of("began", "promised", "accepted", "learned", "chosen", "peer")),
                kinds::toString);
    }

    /// Also the records that only recovery and recycling write.
    @Test
    void everyKindOfRecordIsDescribed() {
        TreeSet<String> met = new TreeSet<>();
        List<LoggedRecord> all = new ArrayList<>();
        facts().forEach(fact -> all.add(new LoggedRecord.Hard(fact)));
        all.add(new LoggedRecord.Hard(new HardRecord.Booted(3)));
        all.add(new LoggedRecord.Hard(new HardRecord.Forgot(GROUP, REPLICA)));
        all.add(new LoggedRecord.Hard(new HardRecord.Removed(GROUP, REPLICA)));
        all.add(new LoggedRecord.RemovedBefore(GROUP, REPLICA));
        all.add(new LoggedRecord.DamageNoted(new Position(1), new Position(2)));
        for (LoggedRecord record : all) {
            ByteBuffer body = ByteBuffer.allocate(1 << 12).order(LogFormat.ORDER);
            RecordWriter.write(record, body);
            met.add(format.decode(body.flip()).get("kind"));
        }
        assertEquals(new TreeSet<>(format.kinds().values()), met);
    }

    @Test
    void whatARecordHoldsIsFoundWhereThePageSays() {
        ByteBuffer body = ByteBuffer.allocate(1 << 12).order(LogFormat.ORDER);
        Entry entry = new Entry.Reconfigure(MEMBERS);
        RecordWriter.write(
                new HardRecord.Accepted(GROUP, new Slot(12), new Ballot(5, 2), entry), body);
        Map<String, String> fields = format.decode(body.flip());
        Map<String, String> expected = new TreeMap<>();
        expected.put("kind", "accepted");
        expected.put("group", "7");
        expected.put("slot", "12");
        expected.put("ballot.round", "5");
        expected.put("ballot.owner", "2");
        expected.put("entry.kind", "3");
        expected.put("entry.nextReplica", "9");
        expected.put("entry.voters.count", "1");
        expected.put("entry.voters.0.replica", "2");
        expected.put("entry.voters.0.node", "3");
        expected.put("entry.outgoing.count", "1");
        expected.put("entry.outgoing.0.replica", "1");
        expected.put("entry.outgoing.0.node", "1");
        expected.put("entry.learners.count", "1");
        expected.put("entry.learners.0.replica", "4");
        expected.put("entry.learners.0.node", "4");
        assertEquals(expected, fields);
    }

    /// Another reader of the same files.
    @Test
    void theDumpShowsEveryRecordOnceAndFindsDamage() {
        write(facts());
        List<String> lines = new ArrayList<>();
        LogDump.Options all = new LogDump.Options(true, OptionalLong.empty());
        assertTrue(new LogDump(disk, all, lines::add).run(), lines::toString);
        assertTrue(lines.getFirst().contains("node 3 of cluster " + OWNER.cluster()));
        assertTrue(lines.contains("    g7 accepted s2 at b1.2: commands of 3 bytes"));
        assertTrue(lines.contains("    g7 chosen up to s2"));
        assertTrue(lines.getLast().endsWith("no damage"), lines.getLast());
        lines.clear();
        ByteBuffer flipped = file("segment-000000000001.log");
        int at = 2 * Disk.SECTOR + 100;
        ByteBuffer one = ByteBuffer.wrap(new byte[] {(byte) (flipped.get(at) ^ 1)});
        disk.write("segment-000000000001.log", at, one);
        assertTrue(!new LogDump(disk, all, lines::add).run(), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("DAMAGED")), lines::toString);
        assertTrue(lines.getLast().contains("DAMAGED in 1 places"), lines.getLast());
    }

    private boolean isBatch(ByteBuffer file, long at) {
        return at + Disk.SECTOR <= file.limit() && file.get((int) at) == 'I';
    }

    private long batch(ByteBuffer file, int at, List<Map<String, String>> records) {
        DescribedFormat.Layout batch = format.layout("batch");
        batch.check(file, at);
        assertEquals(at, batch.number(file, at, "position"));
        CRC32C crc = new CRC32C();
        crc.update(file("identity").slice(32, 16));
        crc.update(file.slice(at + 12, 68));
        assertEquals((int) crc.getValue(), (int) batch.number(file, at, "crc"));
        int frame = at + batch.length();
        Map<Long, Integer> counts = new TreeMap<>();
        for (long i = 0; i < batch.number(file, at, "recordCount"); i++) {
            frame = frame(file, frame, batch.number(file, at, "boot"), records);
            counts.merge(Long.parseLong(records.getLast().get("group")), 1, Integer::sum);
        }
        assertEquals(batch.number(file, at, "recordBytes"), frame - at - batch.length());
        int end = directory(file, frame, batch.number(file, at, "groupCount"), counts);
        assertEquals(crc(file, frame, end), batch.number(file, at, "directoryCrc"));
        return LogFormat.toSectors(end);
    }

    private int frame(ByteBuffer file, int at, long boot, List<Map<String, String>> records) {
        DescribedFormat.Layout frame = format.layout("frame");
        int length = (int) frame.number(file, at, "length");
        ByteBuffer seed = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        crc.update(seed.putLong(at).putLong(boot).flip());
        crc.update(file.slice(at + 4, 4 + length));
        assertEquals((int) crc.getValue(), (int) frame.number(file, at, "crc"));
        records.add(format.decode(file.slice(at + frame.length(), length)));
        return at + frame.length() + length;
    }

    private int directory(ByteBuffer file, int at, long groups, Map<Long, Integer> counts) {
        DescribedFormat.Layout directory = format.layout("directory");
        int entry = at;
        assertEquals(counts.size(), groups);
        for (long i = 0; i < groups; i++) {
            long group = directory.number(file, entry, "group");
            assertEquals(
                    counts.getOrDefault(group, 0).longValue(),
                    directory.number(file, entry, "inBatch"));
            entry += directory.length();
        }
        return entry;
    }

    private static long crcOfHeader(ByteBuffer file, int to) {
        CRC32C crc = new CRC32C();
        crc.update(file.slice(0, 12));
        crc.update(file.slice(16, to - 16));
        return (int) crc.getValue();
    }

    private static long crc(ByteBuffer file, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(file.slice(from, to - from));
        return (int) crc.getValue();
    }

    private ByteBuffer file(String name) {
        ByteBuffer content = ByteBuffer.allocate((int) disk.size(name));
        disk.read(name, 0, content);
        return content.flip();
    }

    /// One of each kind that replicas and the store have.
    private static List<HardRecord> facts() {
        Entry commands = new Entry.Commands(new byte[] {1, 2, 3});
        return List.of(
                new HardRecord.Began(GROUP, REPLICA, Slot.FIRST, MEMBERS),
                new HardRecord.Promised(GROUP, new Ballot(1, 2)),
                new HardRecord.Learned(GROUP, Slot.FIRST, Entry.NOOP),
                new HardRecord.Accepted(GROUP, new Slot(2), new Ballot(1, 2), commands),
                new HardRecord.ChosenMark(GROUP, new Slot(2)),
                new HardRecord.Horizon(new Timestamp(77)),
                new HardRecord.PeerSeen(new NodeId(1), new UUID(6, 6), 4),
                new HardRecord.PeerSeen(new NodeId(3), new UUID(7, 7), 4, 9));
    }

    private void write(List<HardRecord> facts) {
        Wal wal = Wal.open(disk, SETTINGS, OWNER).wal();
        wal.append(facts);
        Flush flush = wal.startFlush().orElseThrow();
        flush.write(disk);
        flush.sync(disk);
        wal.completed(flush);
    }
}
