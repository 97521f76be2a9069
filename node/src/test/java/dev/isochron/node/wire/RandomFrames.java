package dev.isochron.node.wire;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.MergeWord;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.roster.Roster;
import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.peers.ClockStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/// Frames of every kind from one seed, with small, usual and extreme numbers in them.
final class RandomFrames {
    private final Random random;

    RandomFrames(long seed) {
        random = new Random(seed);
    }

    Origin origin() {
        return new Origin(
                new NodeId(id()),
                maybe(this::uuid),
                uuid(),
                id(),
                "single-host:" + Long.toHexString(random.nextLong()));
    }

    Frame frame(Origin origin) {
        return new Frame(origin, maybe(this::stamp), number(), word());
    }

    private ClockStamp stamp() {
        long earliest = number() / 2;
        long width = number() / 2;
        Interval interval = new Interval(new Timestamp(earliest), new Timestamp(earliest + width));
        return new ClockStamp(interval, timestamp(), number());
    }

    private Word word() {
        return switch (random.nextInt(12)) {
            case 0 -> hello();
            case 7 -> new Word.Union(union());
            case 8 -> new Word.Doubt(new ShardId(id()), "row " + id());
            case 1 -> new Word.Ping(number(), random.nextBoolean());
            case 2 -> goodbye();
            case 5 -> nodes();
            case 6 -> new Word.Control(control());
            case 3 -> new Word.Talk(several(8, this::parley), random.nextBoolean());
            case 4 -> new Word.Safe(several(8, this::safeTime));
            default -> new Word.Letters(several(8, this::envelope));
        };
    }

    /// Its other words are tried by the test of its own codec.
    private ControlWord control() {
        List<NodeId> seats = several(5, () -> new NodeId(id()));
        List<ShardId> absent = several(5, () -> new ShardId(id()));
        return random.nextBoolean()
                ? new ControlWord.Orders(List.of(), seats)
                : new ControlWord.Report("host:" + id(), Locality.UNKNOWN, List.of(), absent);
    }

    private MergeWord union() {
        ShardId right = new ShardId(id());
        Route route = new Route(right, new Generation(id()));
        Lineage.Leaving into = new Lineage.Leaving(new ShardId(id()), new Generation(id()));
        Key from = Key.of((byte) random.nextInt(100));
        Span keys = random.nextBoolean() ? Span.from(from) : Span.of(from, Key.of((byte) 100));
        return switch (random.nextInt(7)) {
            case 0 -> new MergeWord.Freeze(route, into);
            case 1 -> new MergeWord.Asked(right);
            case 2 -> new MergeWord.Settled(right, into, random.nextBoolean());
            case 3 -> new MergeWord.Gone(right);
            case 4 -> new MergeWord.Rehearse(route, into);
            case 5 -> new MergeWord.Ready(route, into);
            default ->
                    new MergeWord.Frozen(
                            new ShardRecord.Right(route, keys),
                            into,
                            timestamp(),
                            random.nextBoolean());
        };
    }

    /// What each message between shards carries is tried by the test of its own codec.
    private Parley parley() {
        TxnId txn = new TxnId(timestamp(), number(), number());
        Key anchor = Key.of((byte) random.nextInt(256), (byte) random.nextInt(256));
        Span span = Span.point(Key.of((byte) random.nextInt(256)));
        return random.nextBoolean()
                ? new Parley.Inquiry(txn, anchor, span)
                : new Parley.Logged(txn, anchor, span);
    }

    private SafeTimes safeTime() {
        ShardId shard = new ShardId(id());
        return random.nextBoolean()
                ? new SafeTimes.Ask(shard, number(), timestamp())
                : new SafeTimes.Told(shard, number(), timestamp(), number());
    }

    private Word hello() {
        TreeMap<NodeId, UUID> seen = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            seen.put(new NodeId(id()), uuid());
        }
        return new Word.Hello("nodes=[" + number() + "] “ε”", seen, random.nextBoolean());
    }

    private Word nodes() {
        TreeMap<NodeId, Roster.Entry> entries = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            entries.put(
                    new NodeId(id()),
                    new Roster.Entry("host:" + id(), "zone=ä", uuid(), random.nextBoolean()));
        }
        return new Word.Nodes(new Roster(id(), entries));
    }

    private Word goodbye() {
        Word.Goodbye.Reason[] reasons = Word.Goodbye.Reason.values();
        return new Word.Goodbye(
                reasons[random.nextInt(reasons.length)], "why " + number(), uuid(), id());
    }

    private Envelope envelope() {
        return new Envelope(new GroupId(id()), replica(), replica(), message());
    }

    private Message message() {
        return switch (random.nextInt(4)) {
            case 0 -> election();
            case 1 -> replication();
            case 2 -> catchingUp();
            default -> leadership();
        };
    }

    private Message election() {
        return switch (random.nextInt(6)) {
            case 0 -> new Message.Canvass(ballot(), slot());
            case 1 -> new Message.CanvassReply(ballot(), random.nextBoolean(), anyBallot(), slot());
            case 2 -> new Message.Prepare(ballot(), entrySlot(), maybe(this::resignation));
            case 3 ->
                    new Message.Promise(
                            ballot(),
                            entrySlot(),
                            slot(),
                            several(5, this::accepted),
                            timestamp(),
                            timestamp());
            case 4 -> new Message.Behind(ballot(), slot(), slot());
            default -> new Message.Refused(ballot(), anyBallot());
        };
    }

    private Message replication() {
        return switch (random.nextInt(4)) {
            case 0 -> new Message.Accept(ballot(), entrySlot(), several(5, this::entry), beat());
            case 1 -> new Message.Accepted(ballot(), entrySlot(), random.nextInt(1024), pulse());
            case 2 -> new Message.Heartbeat(ballot(), beat());
            default -> new Message.HeartbeatReply(anyBallot(), pulse());
        };
    }

    private Message catchingUp() {
        return switch (random.nextInt(5)) {
            case 0 -> new Message.Fetch(entrySlot(), 1 + random.nextInt(1 << 20));
            case 1 -> new Message.Chosen(entrySlot(), several(5, this::entry), slot());
            case 2 -> new Message.Cut(slot());
            case 3 -> new Message.SnapshotFetch(slot(), number());
            default ->
                    new Message.SnapshotChunk(
                            slot(),
                            configuration(),
                            number(),
                            bytes(100),
                            random.nextInt(),
                            random.nextBoolean());
        };
    }

    private Message leadership() {
        return switch (random.nextInt(6)) {
            case 0 ->
                    new Message.Resigned(
                            resignation(), maybe(this::replica), new Estate(bytes(100)));
            case 1 -> new Message.Quiesce(ballot(), slot());
            case 2 -> new Message.Wake();
            case 3 -> new Message.Welcome(configuration());
            case 4 -> new Message.Unknown();
            default -> new Message.Farewell(configuration(), slot());
        };
    }

    private Entry entry() {
        return switch (random.nextInt(4)) {
            case 0 -> Entry.NOOP;
            case 1 -> new Entry.Reconfigure(configuration());
            default -> new Entry.Commands(bytes(200));
        };
    }

    private AcceptedEntry accepted() {
        return new AcceptedEntry(entrySlot(), anyBallot(), entry());
    }

    private Configuration configuration() {
        List<List<Member>> roles = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int voters = 1 + random.nextInt(5);
        int all = voters + random.nextInt(6);
        long id = 0;
        for (int i = 0; i < all; i++) {
            id += 1 + random.nextInt(3);
            Member member = new Member(new ReplicaId(id), new NodeId(id()));
            roles.get(i < voters ? 0 : 1 + random.nextInt(2)).add(member);
        }
        return new Configuration(roles.get(0), roles.get(1), roles.get(2), id + 1);
    }

    private Beat beat() {
        return new Beat(slot(), timestamp(), slot());
    }

    private Pulse pulse() {
        return new Pulse(timestamp(), slot(), random.nextBoolean());
    }

    private Resignation resignation() {
        return new Resignation(ballot(), timestamp());
    }

    private Ballot ballot() {
        return new Ballot(id(), id());
    }

    private Ballot anyBallot() {
        return random.nextInt(4) == 0 ? Ballot.NONE : ballot();
    }

    private ReplicaId replica() {
        return new ReplicaId(id());
    }

    private Slot slot() {
        return new Slot(number());
    }

    private Slot entrySlot() {
        return new Slot(id());
    }

    private Timestamp timestamp() {
        return new Timestamp(number());
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private byte[] bytes(int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return bytes;
    }

    /// From 0 to the largest number that a reader believes.
    private long number() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> TermReader.LARGEST;
            case 2 -> random.nextInt(1000);
            default -> random.nextLong() >>> 2;
        };
    }

    private long id() {
        return Math.max(1, number());
    }

    private <T> List<T> several(int bound, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(bound); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
    }
}
