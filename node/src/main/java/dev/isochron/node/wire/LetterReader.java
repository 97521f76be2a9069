package dev.isochron.node.wire;

import static dev.isochron.node.wire.TermReader.anyBallot;
import static dev.isochron.node.wire.TermReader.ballot;
import static dev.isochron.node.wire.TermReader.beat;
import static dev.isochron.node.wire.TermReader.configuration;
import static dev.isochron.node.wire.TermReader.entries;
import static dev.isochron.node.wire.TermReader.entrySlot;
import static dev.isochron.node.wire.TermReader.number;
import static dev.isochron.node.wire.TermReader.pulse;
import static dev.isochron.node.wire.TermReader.replica;
import static dev.isochron.node.wire.TermReader.require;
import static dev.isochron.node.wire.TermReader.resignation;
import static dev.isochron.node.wire.TermReader.slot;
import static dev.isochron.node.wire.TermReader.timestamp;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.peer.Accept;
import dev.isochron.protocol.peer.Accepted;
import dev.isochron.protocol.peer.Canvass;
import dev.isochron.protocol.peer.CanvassReply;
import dev.isochron.protocol.peer.Chosen;
import dev.isochron.protocol.peer.Fetch;
import dev.isochron.protocol.peer.Letter;
import dev.isochron.protocol.peer.Prepare;
import dev.isochron.protocol.peer.Promise;
import dev.isochron.protocol.peer.Resigned;
import dev.isochron.protocol.peer.SnapshotChunk;
import dev.isochron.protocol.wire.SharedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One message of one replica, on its way in.
final class LetterReader {

    /// Entries in one accept or answer to a fetch at most: more than any replica puts there.
    static final int MAX_ENTRIES = 1 << 12;

    private LetterReader() {}

    static Envelope read(Letter from) throws MalformedFrame {
        require(from.getGroup() != 0, "group 0");
        return new Envelope(
                new GroupId(number(from.getGroup(), "a group")),
                replica(from.getFrom()),
                replica(from.getTo()),
                message(from));
    }

    private static Message message(Letter from) throws MalformedFrame {
        return switch (from.getMessageCase()) {
            case ACCEPT -> accept(from.getAccept());
            case ACCEPTED -> accepted(from.getAccepted());
            case HEARTBEAT ->
                    new Message.Heartbeat(
                            ballot(from.getHeartbeat().getBallot()),
                            beat(from.getHeartbeat().getBeat()));
            case HEARTBEAT_REPLY ->
                    new Message.HeartbeatReply(
                            anyBallot(from.getHeartbeatReply().getBallot()),
                            pulse(from.getHeartbeatReply().getPulse()));
            case REFUSED ->
                    new Message.Refused(
                            ballot(from.getRefused().getBallot()),
                            anyBallot(from.getRefused().getPromised()));
            case FETCH -> fetch(from.getFetch());
            case CHOSEN -> chosen(from.getChosen());
            case CUT -> new Message.Cut(slot(from.getCut().getBegin()));
            case SNAPSHOT_FETCH ->
                    new Message.SnapshotFetch(
                            slot(from.getSnapshotFetch().getAt()),
                            number(from.getSnapshotFetch().getOffset(), "an offset"));
            case SNAPSHOT_CHUNK -> snapshotChunk(from.getSnapshotChunk());
            case CANVASS, CANVASS_REPLY, PREPARE, PROMISE, BEHIND -> election(from);
            case RESIGNED -> resigned(from.getResigned());
            case QUIESCE ->
                    new Message.Quiesce(
                            ballot(from.getQuiesce().getBallot()),
                            slot(from.getQuiesce().getChosen()));
            case WAKE -> new Message.Wake();
            case WELCOME ->
                    new Message.Welcome(configuration(from.getWelcome().getConfiguration()));
            case UNKNOWN -> new Message.Unknown();
            case FAREWELL ->
                    new Message.Farewell(
                            configuration(from.getFarewell().getConfiguration()),
                            slot(from.getFarewell().getSlot()));
            case MESSAGE_NOT_SET -> throw new MalformedFrame("a letter without a known message");
        };
    }

    private static Message election(Letter from) throws MalformedFrame {
        if (from.hasCanvass()) {
            Canvass m = from.getCanvass();
            return new Message.Canvass(ballot(m.getBallot()), slot(m.getChosen()));
        }
        if (from.hasCanvassReply()) {
            CanvassReply m = from.getCanvassReply();
            return new Message.CanvassReply(
                    ballot(m.getBallot()),
                    m.getWilling(),
                    anyBallot(m.getPromised()),
                    slot(m.getChosen()));
        }
        if (from.hasPrepare()) {
            return prepare(from.getPrepare());
        }
        return from.hasPromise()
                ? promise(from.getPromise())
                : new Message.Behind(
                        ballot(from.getBehind().getBallot()),
                        slot(from.getBehind().getBegin()),
                        slot(from.getBehind().getChosen()));
    }

    private static Message accept(Accept m) throws MalformedFrame {
        require(m.getEntriesCount() <= MAX_ENTRIES, "too many entries");
        return new Message.Accept(
                ballot(m.getBallot()),
                entrySlot(m.getFirst()),
                entries(m.getEntriesList()),
                beat(m.getBeat()));
    }

    private static Message accepted(Accepted m) throws MalformedFrame {
        require(m.getCount() >= 0 && m.getCount() <= MAX_ENTRIES, "too many slots accepted");
        return new Message.Accepted(
                ballot(m.getBallot()), entrySlot(m.getFirst()), m.getCount(), pulse(m.getPulse()));
    }

    private static Message fetch(Fetch m) throws MalformedFrame {
        require(m.getMaxBytes() > 0, "a fetch of no bytes");
        return new Message.Fetch(entrySlot(m.getFrom()), m.getMaxBytes());
    }

    private static Message chosen(Chosen m) throws MalformedFrame {
        require(m.getEntriesCount() <= MAX_ENTRIES, "too many entries");
        return new Message.Chosen(
                entrySlot(m.getFirst()), entries(m.getEntriesList()), slot(m.getChosen()));
    }

    private static Message snapshotChunk(SnapshotChunk m) throws MalformedFrame {
        require(
                m.getBytes().size() <= PaxosSettings.MAX_SNAPSHOT_CHUNK_BYTES,
                "a snapshot's piece is too long");
        return new Message.SnapshotChunk(
                slot(m.getAt()),
                configuration(m.getConfiguration()),
                number(m.getOffset(), "an offset"),
                SharedBytes.unwrap(m.getBytes()),
                m.getCrc(),
                m.getLast());
    }

    private static Message prepare(Prepare m) throws MalformedFrame {
        return new Message.Prepare(
                ballot(m.getBallot()),
                entrySlot(m.getFrom()),
                m.hasResignation()
                        ? Optional.of(resignation(m.getResignation()))
                        : Optional.empty());
    }

    private static Message promise(Promise m) throws MalformedFrame {
        require(m.getAcceptedCount() <= PaxosSettings.MAX_PROMISE_ENTRIES, "too many entries");
        Slot from = entrySlot(m.getFrom());
        List<AcceptedEntry> accepted = new ArrayList<>(m.getAcceptedCount());
        for (dev.isochron.protocol.peer.AcceptedEntry entry : m.getAcceptedList()) {
            accepted.add(TermReader.accepted(entry));
        }
        return new Message.Promise(
                ballot(m.getBallot()),
                from,
                slot(m.getChosen()),
                accepted,
                timestamp(m.getGrantedUntil()),
                timestamp(m.getFloor()));
    }

    private static Message resigned(Resigned m) throws MalformedFrame {
        require(m.getEstate().size() <= Estate.MAX_BYTES, "what a leader leaves is too long");
        return new Message.Resigned(
                resignation(m.getResignation()),
                m.getSuccessor() == 0 ? Optional.empty() : Optional.of(replica(m.getSuccessor())),
                new Estate(SharedBytes.unwrap(m.getEstate())));
    }
}
