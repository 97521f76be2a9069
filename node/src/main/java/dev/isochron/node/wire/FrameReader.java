package dev.isochron.node.wire;

import static dev.isochron.node.wire.TermReader.node;
import static dev.isochron.node.wire.TermReader.number;
import static dev.isochron.node.wire.TermReader.require;
import static dev.isochron.node.wire.TermReader.timestamp;

import com.google.protobuf.ByteString;
import dev.isochron.controller.wire.WordCodec;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.roster.RosterCodec;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.peer.Acquaintance;
import dev.isochron.protocol.peer.ClockReading;
import dev.isochron.protocol.peer.Doubt;
import dev.isochron.protocol.peer.Goodbye;
import dev.isochron.protocol.peer.Greeting;
import dev.isochron.protocol.peer.Hello;
import dev.isochron.protocol.peer.Letter;
import dev.isochron.protocol.peer.Letters;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.protocol.peer.Ping;
import dev.isochron.protocol.peer.RosterWord;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.peers.ClockStamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Frames on their way in.
public final class FrameReader {

    /// Letters in one frame at most: some for each of the groups that a node may have.
    static final int MAX_LETTERS = 1 << 16;

    /// Nodes that a hello may name.
    private static final int MAX_ACQUAINTANCES = 1024;

    private FrameReader() {}

    /// The opening of a stream: who speaks, and whom it takes us for.
    public record Opening(Origin origin, NodeId receiver) {}

    /// Reads how a stream begins.
    ///
    /// @throws MalformedFrame if `from` is no greeting, or one of another protocol
    public static Opening opening(PeerFrame from) throws MalformedFrame {
        require(from.hasGreeting(), "a stream must begin with a greeting");
        Greeting greeting = from.getGreeting();
        require(
                greeting.getProtocol() == FrameWriter.PROTOCOL,
                "the peer speaks protocol "
                        + Integer.toUnsignedString(greeting.getProtocol())
                        + ", this program speaks "
                        + FrameWriter.PROTOCOL);
        require(
                greeting.getClockDomain().length() <= Origin.MAX_DOMAIN_LENGTH,
                "a clock domain is too long");
        require(greeting.getBoot() != 0, "boot 0");
        Optional<UUID> cluster =
                greeting.getCluster().isEmpty()
                        ? Optional.empty()
                        : Optional.of(uuid(greeting.getCluster()));
        Origin origin =
                new Origin(
                        node(greeting.getNode()),
                        cluster,
                        uuid(greeting.getIncarnation()),
                        number(greeting.getBoot(), "a boot"),
                        greeting.getClockDomain());
        return new Opening(origin, node(greeting.getReceiver()));
    }

    /// Reads any later frame of a stream that `origin` opened.
    ///
    /// @throws MalformedFrame if any part of `from` is not as a node would say it
    public static Frame read(Origin origin, PeerFrame from) throws MalformedFrame {
        Optional<ClockStamp> clock =
                from.hasClock() ? Optional.of(stamp(from.getClock())) : Optional.empty();
        return new Frame(origin, clock, number(from.getPlace(), "a place"), word(from));
    }

    private static ClockStamp stamp(ClockReading from) throws MalformedFrame {
        Timestamp earliest = timestamp(from.getEarliest());
        Timestamp latest = timestamp(from.getLatest());
        require(!latest.isBefore(earliest), "a clock reading ends before it begins");
        return new ClockStamp(
                new Interval(earliest, latest),
                timestamp(from.getEcho()),
                number(from.getComplaintNanos(), "a complaint"));
    }

    private static Word.Doubt doubt(Doubt from) throws MalformedFrame {
        require(from.getShard() > 0, "a shard without a number");
        require(from.getWhat().length() <= Word.Doubt.MAX_LENGTH, "a description is too long");
        return new Word.Doubt(new ShardId(from.getShard()), from.getWhat());
    }

    private static Word word(PeerFrame from) throws MalformedFrame {
        return switch (from.getWordCase()) {
            case LETTERS -> letters(from.getLetters());
            case TALK -> TalkCodec.read(from.getTalk());
            case SAFE -> TalkCodec.read(from.getSafe());
            case DOUBT -> doubt(from.getDoubt());
            case UNION -> UnionCodec.read(from.getUnion());
            case CONTROL -> control(from.getControl());
            case HELLO -> hello(from.getHello());
            case PING -> ping(from.getPing());
            case ROSTER -> nodes(from.getRoster());
            case GOODBYE -> goodbye(from.getGoodbye());
            case GREETING -> throw new MalformedFrame("a second greeting");
            case FRAGMENT -> throw new MalformedFrame("a piece where a frame must be");
            case WORD_NOT_SET -> throw new MalformedFrame("a frame without a known word");
        };
    }

    private static Word ping(Ping from) throws MalformedFrame {
        return new Word.Ping(number(from.getRoster(), "a version"), from.getAsks());
    }

    private static Word nodes(RosterWord from) throws MalformedFrame {
        try {
            return new Word.Nodes(RosterCodec.read(from));
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame(String.valueOf(e.getMessage()));
        }
    }

    private static Word control(Control.ControlWord from) throws MalformedFrame {
        try {
            return new Word.Control(WordCodec.read(from));
        } catch (MalformedMessage e) {
            throw new MalformedFrame("of the controller: " + e.getMessage());
        }
    }

    private static Word letters(Letters from) throws MalformedFrame {
        require(from.getLettersCount() <= MAX_LETTERS, "too many letters");
        List<Envelope> envelopes = new ArrayList<>(from.getLettersCount());
        for (Letter letter : from.getLettersList()) {
            envelopes.add(LetterReader.read(letter));
        }
        return new Word.Letters(envelopes);
    }

    private static Word hello(Hello from) throws MalformedFrame {
        require(from.getPlan().length() <= Word.Hello.MAX_PLAN_LENGTH, "a plan is too long");
        return new Word.Hello(from.getPlan(), acquaintances(from.getSeenList()), from.getAnswer());
    }

    private static NavigableMap<NodeId, UUID> acquaintances(List<Acquaintance> from)
            throws MalformedFrame {
        require(from.size() <= MAX_ACQUAINTANCES, "too many acquaintances");
        NavigableMap<NodeId, UUID> known = new TreeMap<>();
        for (Acquaintance one : from) {
            UUID before = known.put(node(one.getNode()), uuid(one.getIncarnation()));
            require(before == null, "an acquaintance named twice");
        }
        return known;
    }

    private static Word goodbye(Goodbye from) throws MalformedFrame {
        require(from.getWhy().length() <= Word.Goodbye.MAX_LENGTH, "too long an explanation");
        Word.Goodbye.Reason reason =
                switch (from.getReason()) {
                    case FOREIGN_CLUSTER -> Word.Goodbye.Reason.FOREIGN_CLUSTER;
                    case STALE_DIRECTORY -> Word.Goodbye.Reason.STALE_DIRECTORY;
                    case DUPLICATE_NODE -> Word.Goodbye.Reason.DUPLICATE_NODE;
                    case CLOCK_DOMAIN -> Word.Goodbye.Reason.CLOCK_DOMAIN;
                    case REMOVED -> Word.Goodbye.Reason.REMOVED;
                    case REASON_UNSPECIFIED, UNRECOGNIZED ->
                            throw new MalformedFrame("a goodbye without a known reason");
                };
        return new Word.Goodbye(
                reason,
                from.getWhy(),
                uuid(from.getIncarnation()),
                number(from.getBoot(), "a boot"));
    }

    static UUID uuid(ByteString from) throws MalformedFrame {
        require(from.size() == 16, "an id of " + from.size() + " bytes");
        ByteBuffer bytes = from.asReadOnlyByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
