package dev.isochron.simulation.machine;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.port.Network;
import dev.isochron.node.wire.FrameReader;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.node.wire.MalformedFrame;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.simulation.network.Wires;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Life;
import java.util.function.Consumer;

/// The network as one process has it. Some frames go through the real codec, so that whatever the
/// nodes say is also said on the real wire; all of them would only cost time.
final class Line implements Network {
    private static final int ENCODED_PERMILLE = 20;

    private final int self;
    private final Life life;
    private final Wires<Frame> wires;
    private final Generator chance;
    private Consumer<Frame> receiver = _ -> {};

    Line(int self, Life life, Wires<Frame> wires, Generator chance) {
        this.self = self;
        this.life = life;
        this.wires = wires;
        this.chance = chance;
    }

    @Override
    public void send(NodeId to, Frame frame) {
        if (!life.isEnded()) {
            Frame sent = chance.happens(ENCODED_PERMILLE) ? throughCodec(frame) : frame;
            wires.send(self, (int) to.value(), sent);
        }
    }

    @Override
    public void onFrame(Consumer<Frame> taker) {
        receiver = taker;
    }

    void arrive(Frame frame) {
        receiver.accept(frame);
    }

    private static Frame throughCodec(Frame frame) {
        byte[] bytes = FrameWriter.of(frame).toByteArray();
        try {
            return FrameReader.read(frame.origin(), PeerFrame.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | MalformedFrame e) {
            throw new IllegalStateException("a node cannot read what it wrote: " + frame, e);
        }
    }
}
