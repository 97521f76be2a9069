package dev.isochron.paxos.log;

import dev.isochron.paxos.log.StoreRefusedException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stands in a store's directory, before any of it is believed: reads and checks, changes
/// nothing.
///
/// @param identity whose store it is; empty if no store was made here yet
/// @param writer who wrote the segments, as their headers say; empty if there are none
/// @param segments every segment file by generation, old ones not yet dropped included
record StoreFiles(
        Optional<StoreIdentity> identity,
        Optional<StoreIdentity> writer,
        SortedMap<Long, Segment> segments) {

    static StoreFiles read(Disk disk) {
        List<String> names = disk.names();
        Optional<StoreIdentity> identity = Optional.empty();
        if (names.contains(LogFormat.IDENTITY_FILE)) {
            identity = Optional.of(StoreIdentity.decode(readIdentity(disk)));
        }
        List<SegmentHeader> headers = new ArrayList<>();
        for (String name : names) {
            long generation = LogFormat.generationOf(name);
            if (generation > 0) {
                headers.add(readHeader(disk, name, generation));
            }
        }
        SortedMap<Long, Segment> segments = new TreeMap<>();
        Optional<StoreIdentity> writer = identity;
        for (SegmentHeader header : headers) {
            segments.put(header.generation(), segment(header));
            writer = writer.or(() -> Optional.of(header.owner()));
            requireOwner(header, writer.get());
        }
        return new StoreFiles(identity, writer, segments);
    }

    /// Refuses a directory that belongs to another cluster or node.
    void requireOwner(StoreIdentity wanted) {
        writer.ifPresent(found -> requireSame(LogFormat.IDENTITY_FILE, found, wanted));
    }

    /// Refuses an identity without its log.
    void requireSegments() {
        if (identity.isPresent() && segments.isEmpty()) {
            throw missing(1);
        }
    }

    static StoreRefusedException missingIdentity() {
        return new StoreRefusedException(
                Reason.MISSING_IDENTITY,
                LogFormat.IDENTITY_FILE,
                "the directory holds a log but not the file that says whose it is",
                "Put the file back. " + StoreRefusedException.REPLACE_STORE);
    }

    /// The segments from the oldest needed one on.
    ///
    /// @throws StoreRefusedException if one of them is missing
    List<Segment> from(long oldestNeeded) {
        long expected = oldestNeeded;
        List<Segment> needed = new ArrayList<>();
        for (Segment segment : segments.tailMap(oldestNeeded).values()) {
            boolean follows = needed.isEmpty() || needed.getLast().end() == segment.first;
            if (segment.generation != expected || !follows) {
                throw missing(expected);
            }
            needed.add(segment);
            expected++;
        }
        if (needed.isEmpty()) {
            throw missing(oldestNeeded);
        }
        return needed;
    }

    private static StoreRefusedException missing(long generation) {
        return new StoreRefusedException(
                Reason.MISSING_SEGMENT,
                LogFormat.segmentName(generation),
                "this log segment is needed and is not in the directory",
                "Put the file back. " + StoreRefusedException.REPLACE_STORE);
    }

    private static Segment segment(SegmentHeader header) {
        Segment segment =
                new Segment(header.generation(), header.first(), Math.toIntExact(header.bytes()));
        segment.becomeReady();
        return segment;
    }

    private static ByteBuffer readIdentity(Disk disk) {
        int bytes = (int) Math.min(disk.size(LogFormat.IDENTITY_FILE), Disk.SECTOR);
        ByteBuffer content = ByteBuffer.allocate(bytes);
        disk.read(LogFormat.IDENTITY_FILE, 0, content);
        return content.flip();
    }

    private static SegmentHeader readHeader(Disk disk, String name, long generation) {
        long size = disk.size(name);
        if (size < LogFormat.SEGMENT_HEADER_BYTES) {
            throw truncated(name, size, LogFormat.SEGMENT_HEADER_BYTES);
        }
        ByteBuffer sector = ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES);
        disk.read(name, 0, sector);
        SegmentHeader header = SegmentHeader.decode(name, sector.flip());
        if (header.generation() != generation) {
            throw new StoreRefusedException(
                    Reason.MISSING_SEGMENT,
                    name,
                    "this file holds segment " + header.generation() + ": it was renamed",
                    "Give the files their names back.");
        }
        if (size != header.bytes()) {
            throw truncated(name, size, header.bytes());
        }
        return header;
    }

    private static StoreRefusedException truncated(String name, long size, long expected) {
        return new StoreRefusedException(
                Reason.TRUNCATED,
                name,
                "this log segment is " + size + " bytes long and should be " + expected,
                StoreRefusedException.REPLACE_STORE);
    }

    private static void requireOwner(SegmentHeader header, StoreIdentity identity) {
        String name = LogFormat.segmentName(header.generation());
        requireSame(name, header.owner(), identity);
        if (!header.owner().incarnation().equals(identity.incarnation())) {
            throw new StoreRefusedException(
                    Reason.OTHER_INCARNATION,
                    name,
                    "this log segment belongs to an earlier store of this node, incarnation "
                            + header.owner().incarnation(),
                    "Move it away; it was put here by hand.");
        }
    }

    private static void requireSame(String file, StoreIdentity found, StoreIdentity wanted) {
        if (!found.cluster().equals(wanted.cluster())) {
            throw new StoreRefusedException(
                    Reason.OTHER_CLUSTER,
                    file,
                    "it belongs to cluster " + found.cluster() + ", not " + wanted.cluster(),
                    "Start the node with the data directory that is its own.");
        }
        if (!found.node().equals(wanted.node())) {
            throw new StoreRefusedException(
                    Reason.OTHER_NODE,
                    file,
                    "it belongs to node " + found.node() + ", not " + wanted.node(),
                    "Start the node with the data directory that is its own.");
        }
    }
}
