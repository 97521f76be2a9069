package dev.isochron.node.wire;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.protocol.peer.Accept;
import dev.isochron.protocol.peer.Accepted;
import dev.isochron.protocol.peer.Behind;
import dev.isochron.protocol.peer.Canvass;
import dev.isochron.protocol.peer.CanvassReply;
import dev.isochron.protocol.peer.Chosen;
import dev.isochron.protocol.peer.Cut;
import dev.isochron.protocol.peer.Farewell;
import dev.isochron.protocol.peer.Fetch;
import dev.isochron.protocol.peer.Heartbeat;
import dev.isochron.protocol.peer.HeartbeatReply;
import dev.isochron.protocol.peer.Letter;
import dev.isochron.protocol.peer.Prepare;
import dev.isochron.protocol.peer.Promise;
import dev.isochron.protocol.peer.Quiesce;
import dev.isochron.protocol.peer.Refused;
import dev.isochron.protocol.peer.Resigned;
import dev.isochron.protocol.peer.SnapshotChunk;
import dev.isochron.protocol.peer.SnapshotFetch;
import dev.isochron.protocol.peer.Unknown;
import dev.isochron.protocol.peer.Wake;
import dev.isochron.protocol.peer.Welcome;
import dev.isochron.protocol.wire.SharedBytes;

/// One message of one replica, on its way out.
final class LetterWriter {

    private LetterWriter() {}

    static Letter of(Envelope envelope) {
        Letter.Builder to =
                Letter.newBuilder()
                        .setGroup(envelope.group().value())
                        .setFrom(envelope.from().value())
                        .setTo(envelope.to().value());
        switch (envelope.message()) {
            case Message.Accept m -> to.setAccept(of(m));
            case Message.Accepted m -> to.setAccepted(of(m));
            case Message.Heartbeat m -> to.setHeartbeat(of(m));
            case Message.HeartbeatReply m -> to.setHeartbeatReply(of(m));
            case Message.Refused m -> to.setRefused(of(m));
            case Message.Fetch m -> to.setFetch(of(m));
            case Message.Chosen m -> to.setChosen(of(m));
            case Message.Cut m -> to.setCut(Cut.newBuilder().setBegin(m.begin().value()));
            case Message.SnapshotFetch m -> to.setSnapshotFetch(of(m));
            case Message.SnapshotChunk m -> to.setSnapshotChunk(of(m));
            case Message.Canvass m -> to.setCanvass(of(m));
            case Message.CanvassReply m -> to.setCanvassReply(of(m));
            case Message.Prepare m -> to.setPrepare(of(m));
            case Message.Promise m -> to.setPromise(of(m));
            case Message.Behind m -> to.setBehind(of(m));
            case Message.Resigned m -> to.setResigned(of(m));
            case Message.Quiesce m -> to.setQuiesce(of(m));
            case Message.Wake _ -> to.setWake(Wake.getDefaultInstance());
            case Message.Welcome m -> to.setWelcome(of(m));
            case Message.Unknown _ -> to.setUnknown(Unknown.getDefaultInstance());
            case Message.Farewell m -> to.setFarewell(of(m));
        }
        return to.build();
    }

    private static Accept of(Message.Accept m) {
        return Accept.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setFirst(m.first().value())
                .addAllEntries(Terms.of(m.entries()))
                .setBeat(Terms.of(m.beat()))
                .build();
    }

    private static Accepted of(Message.Accepted m) {
        return Accepted.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setFirst(m.first().value())
                .setCount(m.count())
                .setPulse(Terms.of(m.pulse()))
                .build();
    }

    private static Heartbeat of(Message.Heartbeat m) {
        return Heartbeat.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setBeat(Terms.of(m.beat()))
                .build();
    }

    private static HeartbeatReply of(Message.HeartbeatReply m) {
        return HeartbeatReply.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setPulse(Terms.of(m.pulse()))
                .build();
    }

    private static Refused of(Message.Refused m) {
        return Refused.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setPromised(Terms.of(m.promised()))
                .build();
    }

    private static Fetch of(Message.Fetch m) {
        return Fetch.newBuilder().setFrom(m.from().value()).setMaxBytes(m.maxBytes()).build();
    }

    private static Chosen of(Message.Chosen m) {
        return Chosen.newBuilder()
                .setFirst(m.first().value())
                .addAllEntries(Terms.of(m.entries()))
                .setChosen(m.chosen().value())
                .build();
    }

    private static SnapshotFetch of(Message.SnapshotFetch m) {
        return SnapshotFetch.newBuilder().setAt(m.at().value()).setOffset(m.offset()).build();
    }

    private static SnapshotChunk of(Message.SnapshotChunk m) {
        return SnapshotChunk.newBuilder()
                .setAt(m.at().value())
                .setConfiguration(Terms.of(m.configuration()))
                .setOffset(m.offset())
                .setBytes(SharedBytes.wrap(m.bytes()))
                .setCrc(m.crc())
                .setLast(m.last())
                .build();
    }

    private static Canvass of(Message.Canvass m) {
        return Canvass.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setChosen(m.chosen().value())
                .build();
    }

    private static CanvassReply of(Message.CanvassReply m) {
        return CanvassReply.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setWilling(m.willing())
                .setPromised(Terms.of(m.promised()))
                .setChosen(m.chosen().value())
                .build();
    }

    private static Prepare of(Message.Prepare m) {
        Prepare.Builder to =
                Prepare.newBuilder().setBallot(Terms.of(m.ballot())).setFrom(m.from().value());
        m.resignation().ifPresent(r -> to.setResignation(Terms.of(r)));
        return to.build();
    }

    private static Promise of(Message.Promise m) {
        return Promise.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setFrom(m.from().value())
                .setChosen(m.chosen().value())
                .addAllAccepted(m.accepted().stream().map(Terms::of).toList())
                .setGrantedUntil(m.grantedUntil().nanos())
                .setFloor(m.floor().nanos())
                .build();
    }

    private static Behind of(Message.Behind m) {
        return Behind.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setBegin(m.begin().value())
                .setChosen(m.chosen().value())
                .build();
    }

    private static Resigned of(Message.Resigned m) {
        return Resigned.newBuilder()
                .setResignation(Terms.of(m.resignation()))
                .setSuccessor(m.successor().map(ReplicaId::value).orElse(0L))
                .setEstate(SharedBytes.wrap(m.estate().bytes()))
                .build();
    }

    private static Quiesce of(Message.Quiesce m) {
        return Quiesce.newBuilder()
                .setBallot(Terms.of(m.ballot()))
                .setChosen(m.chosen().value())
                .build();
    }

    private static Welcome of(Message.Welcome m) {
        return Welcome.newBuilder().setConfiguration(Terms.of(m.configuration())).build();
    }

    private static Farewell of(Message.Farewell m) {
        return Farewell.newBuilder()
                .setConfiguration(Terms.of(m.configuration()))
                .setSlot(m.slot().value())
                .build();
    }
}
