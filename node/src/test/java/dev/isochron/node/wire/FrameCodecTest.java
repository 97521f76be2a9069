package dev.isochron.node.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.peer.Letter;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.protocol.peer.Union;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a node says is what its peer hears; what the line damaged is refused as such and harms
/// nothing else.
final class FrameCodecTest {
    private static final int SEEDS = 2000;
    private static final NodeId RECEIVER = new NodeId(7);

    @Test
    void everyFrameIsReadAsItWasWritten() throws Exception {
        TreeSet<String> met = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomFrames frames = new RandomFrames(seed);
            Origin origin = frames.origin();
            Frame said = frames.frame(origin);
            byte[] bytes = FrameWriter.of(said).toByteArray();
            Frame heard = FrameReader.read(origin, PeerFrame.parseFrom(bytes));
            requireSame(said, heard, seed);
            note(said.word(), met);
        }
        for (Class<?> kind : Message.class.getPermittedSubclasses()) {
            assertTrue(met.contains(kind.getSimpleName()), () -> "never tried: " + kind);
        }
        for (Class<?> kind : Word.class.getPermittedSubclasses()) {
            assertTrue(met.contains(kind.getSimpleName()), () -> "never tried: " + kind);
        }
    }

    @Test
    void everyGreetingIsReadAsItWasWritten() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Origin origin = new RandomFrames(seed).origin();
            byte[] bytes = FrameWriter.greeting(origin, RECEIVER).toByteArray();
            FrameReader.Opening heard = FrameReader.opening(PeerFrame.parseFrom(bytes));
            assertEquals(new FrameReader.Opening(origin, RECEIVER), heard);
        }
    }

    /// Some damage cannot be told from another frame (there is TCP's checksum against that); all
    /// that must not happen is anything but a frame or a refusal.
    @Test
    void damagedFramesAreRefusedAndNothingWorse() {
        int refused = 0;
        for (long seed = 1; seed <= 20L * SEEDS; seed++) {
            RandomFrames frames = new RandomFrames(seed);
            Origin origin = frames.origin();
            byte[] frame = FrameWriter.of(frames.frame(origin)).toByteArray();
            byte[] greeting = FrameWriter.greeting(origin, RECEIVER).toByteArray();
            Random random = new Random(seed);
            refused += refuses(origin, damaged(frame, random), seed) ? 1 : 0;
            refused += refuses(origin, damaged(greeting, random), seed) ? 1 : 0;
        }
        assertTrue(refused > SEEDS, "the damage was too mild: refused only " + refused);
    }

    @Test
    void noiseIsRefusedAndNothingWorse() {
        for (long seed = 1; seed <= 20L * SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            refuses(new RandomFrames(seed).origin(), noise, seed);
        }
    }

    @Test
    void aPeerOfAnotherProtocolIsToldSo() {
        Origin origin = new RandomFrames(1).origin();
        PeerFrame.Builder newer = FrameWriter.greeting(origin, RECEIVER).toBuilder();
        newer.getGreetingBuilder().setProtocol(FrameWriter.PROTOCOL + 1);
        MalformedFrame refusal =
                assertThrows(MalformedFrame.class, () -> FrameReader.opening(newer.build()));
        assertEquals("the peer speaks protocol 5, this program speaks 4", refusal.getMessage());
    }

    /// An older program drops a stream with a word that it does not know, again and again; one that
    /// is refused at the greeting says why. One that passed over a record of the controller's log,
    /// or over a field of a rule, would come to another image than the others. Whoever adds one
    /// raises the number here as well.
    @Test
    void theNumberRisesWithEveryKindOfWordAndOfRecord() {
        List<Integer> spoken =
                List.of(
                        FrameWriter.PROTOCOL,
                        last(PeerFrame.getDescriptor()),
                        last(Letter.getDescriptor()),
                        last(Control.Record.getDescriptor()),
                        Control.Rule.getDescriptor().getFields().size(),
                        Union.Kind.getDescriptor().getValues().size());

        assertEquals(List.of(4, 15, 24, 11, 4, 8), spoken);
    }

    private static int last(Descriptors.Descriptor message) {
        return message.getOneofs().getFirst().getFields().stream()
                .mapToInt(Descriptors.FieldDescriptor::getNumber)
                .max()
                .orElseThrow();
    }

    private static boolean refuses(Origin origin, byte[] bytes, long seed) {
        try {
            PeerFrame parsed = PeerFrame.parseFrom(bytes);
            if (parsed.hasGreeting()) {
                FrameReader.opening(parsed);
            } else {
                FrameReader.read(origin, parsed);
            }
            return false;
        } catch (InvalidProtocolBufferException | MalformedFrame expected) {
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
        }
        for (int i = 1 + random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            damaged[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1);
        }
        return damaged;
    }

    private static void note(Word word, Set<String> met) {
        met.add(word.getClass().getSimpleName());
        if (word instanceof Word.Letters letters) {
            letters.envelopes().forEach(e -> met.add(e.message().getClass().getSimpleName()));
        }
    }

    /// Equal, with the bytes of a snapshot's piece compared by content.
    private static void requireSame(Frame said, Frame heard, long seed) {
        if (!(said.word() instanceof Word.Letters a && heard.word() instanceof Word.Letters b)) {
            assertEquals(said, heard, () -> "seed " + seed);
            return;
        }
        assertEquals(said.clock(), heard.clock());
        assertEquals(a.envelopes().size(), b.envelopes().size());
        for (int i = 0; i < a.envelopes().size(); i++) {
            requireSame(a.envelopes().get(i), b.envelopes().get(i), seed);
        }
    }

    private static void requireSame(Envelope said, Envelope heard, long seed) {
        if (said.message() instanceof Message.SnapshotChunk a
                && heard.message() instanceof Message.SnapshotChunk b) {
            assertArrayEquals(a.bytes(), b.bytes());
            Message withBytesOfTheOther =
                    new Message.SnapshotChunk(
                            b.at(), b.configuration(), b.offset(), a.bytes(), b.crc(), b.last());
            assertEquals(a, withBytesOfTheOther, () -> "seed " + seed);
            return;
        }
        assertEquals(said, heard, () -> "seed " + seed);
    }
}
