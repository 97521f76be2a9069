package dev.isochron.node.wire;

import com.google.protobuf.ByteString;
import dev.isochron.controller.wire.WordCodec;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.roster.RosterCodec;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.Acquaintance;
import dev.isochron.protocol.peer.ClockReading;
import dev.isochron.protocol.peer.Doubt;
import dev.isochron.protocol.peer.Goodbye;
import dev.isochron.protocol.peer.Greeting;
import dev.isochron.protocol.peer.Hello;
import dev.isochron.protocol.peer.Letters;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.protocol.peer.Ping;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.SharedBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;

/// Frames on their way out. The origin is said once, in the greeting that opens a stream.
public final class FrameWriter {

    /// What this program speaks; a peer that greets with another number is refused. It rises with
    /// every new kind of word, as who does not know that drops the stream, and with every kind of
    /// record of the controller's log: 2 has Doubt; 3 has rules, and what a leader leaves to the
    /// next; 4 rehearses a merge.
    public static final int PROTOCOL = 4;

    private FrameWriter() {}

    /// The first words on a stream to `receiver`.
    public static PeerFrame greeting(Origin origin, NodeId receiver) {
        Greeting.Builder to =
                Greeting.newBuilder()
                        .setProtocol(PROTOCOL)
                        .setNode(origin.node().value())
                        .setIncarnation(of(origin.incarnation()))
                        .setBoot(origin.boot())
                        .setClockDomain(origin.clockDomain())
                        .setReceiver(receiver.value());
        origin.cluster().ifPresent(cluster -> to.setCluster(of(cluster)));
        return PeerFrame.newBuilder().setGreeting(to).build();
    }

    public static PeerFrame of(Frame frame) {
        PeerFrame.Builder to = PeerFrame.newBuilder().setPlace(frame.place());
        frame.clock()
                .ifPresent(stamp ->
                        to.setClock(
                                ClockReading.newBuilder()
                                        .setEarliest(stamp.reading().earliest().nanos())
                                        .setLatest(stamp.reading().latest().nanos())
                                        .setEcho(stamp.echo().nanos())
                                        .setComplaintNanos(stamp.complaintNanos())));
        switch (frame.word()) {
            case Word.Letters letters -> to.setLetters(letters(letters.envelopes()));
            case Word.Talk talk -> to.setTalk(TalkCodec.write(talk));
            case Word.Safe safe -> to.setSafe(TalkCodec.write(safe));
            case Word.Doubt(ShardId shard, String what) ->
                    to.setDoubt(Doubt.newBuilder().setShard(shard.value()).setWhat(what));
            case Word.Union union -> to.setUnion(UnionCodec.write(union));
            case Word.Control control -> to.setControl(WordCodec.write(control.word()));
            case Word.Hello hello -> to.setHello(hello(hello));
            case Word.Ping(long roster, boolean asks) ->
                    to.setPing(Ping.newBuilder().setRoster(roster).setAsks(asks));
            case Word.Nodes(Roster roster) -> to.setRoster(RosterCodec.write(roster));
            case Word.Goodbye goodbye -> to.setGoodbye(goodbye(goodbye));
        }
        return to.build();
    }

    private static Letters letters(List<Envelope> envelopes) {
        Letters.Builder to = Letters.newBuilder();
        for (Envelope envelope : envelopes) {
            to.addLetters(LetterWriter.of(envelope));
        }
        return to.build();
    }

    private static Hello hello(Word.Hello hello) {
        return Hello.newBuilder()
                .setPlan(hello.plan())
                .addAllSeen(acquaintances(hello.seen()))
                .setAnswer(hello.answer())
                .build();
    }

    private static List<Acquaintance> acquaintances(NavigableMap<NodeId, UUID> known) {
        List<Acquaintance> all = new ArrayList<>();
        known.forEach((node, incarnation) ->
                all.add(
                        Acquaintance.newBuilder()
                                .setNode(node.value())
                                .setIncarnation(of(incarnation))
                                .build()));
        return all;
    }

    private static Goodbye goodbye(Word.Goodbye goodbye) {
        return Goodbye.newBuilder()
                .setReason(
                        switch (goodbye.reason()) {
                            case FOREIGN_CLUSTER -> Goodbye.Reason.FOREIGN_CLUSTER;
                            case STALE_DIRECTORY -> Goodbye.Reason.STALE_DIRECTORY;
                            case DUPLICATE_NODE -> Goodbye.Reason.DUPLICATE_NODE;
                            case CLOCK_DOMAIN -> Goodbye.Reason.CLOCK_DOMAIN;
                            case REMOVED -> Goodbye.Reason.REMOVED;
                        })
                .setWhy(goodbye.why())
                .setIncarnation(of(goodbye.incarnation()))
                .setBoot(goodbye.boot())
                .build();
    }

    /// A UUID as its 16 bytes, most significant first.
    public static ByteString of(UUID uuid) {
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
        return SharedBytes.wrap(bytes);
    }
}
