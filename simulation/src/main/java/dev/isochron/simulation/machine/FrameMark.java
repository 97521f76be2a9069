package dev.isochron.simulation.machine;

import dev.isochron.controller.wire.WordCodec;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Word;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.simulation.seed.Generator;

/// A number for what a frame says, equal in every run: identity hashes, as arrays and enums have
/// them, must not get into a digest.
final class FrameMark {
    private FrameMark() {}

    static long of(Frame frame) {
        long mark = frame.clock().map(stamp -> stamp.reading().earliest().nanos()).orElse(0L);
        return switch (frame.word()) {
            case Word.Letters(var envelopes) -> {
                for (Envelope envelope : envelopes) {
                    mark = Generator.mix(mark ^ of(envelope));
                }
                yield mark;
            }
            case Word.Talk talk -> Generator.mix(mark + talk.hashCode());
            case Word.Doubt doubt -> Generator.mix(mark + doubt.hashCode());
            case Word.Union union -> union.hashCode();
            case Word.Safe safe -> Generator.mix(mark + safe.hashCode());
            case Word.Control control ->
                    Generator.mix(mark + WordCodec.write(control.word()).toByteString().hashCode());
            case Word.Hello hello -> Generator.mix(mark + hello.hashCode());
            case Word.Ping _ -> Generator.mix(mark + 1);
            case Word.Nodes nodes -> Generator.mix(mark + nodes.hashCode());
            case Word.Goodbye goodbye -> Generator.mix(mark + goodbye.why().hashCode());
        };
    }

    private static long of(Envelope envelope) {
        long address =
                envelope.group().value() << 32
                        ^ envelope.from().value() << 16
                        ^ envelope.to().value();
        return switch (envelope.message()) {
            case Message.SnapshotChunk chunk ->
                    address ^ Generator.mix(chunk.at().value() + chunk.offset() + chunk.crc());
            case Message message -> address ^ (long) message.hashCode() << 20;
        };
    }
}
