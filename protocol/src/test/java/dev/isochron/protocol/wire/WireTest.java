package dev.isochron.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.value.Seeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Everything that is said is read as it was meant, and nothing else is believed.
class WireTest {

    private static final int SEEDS = 300;

    /// Bytes to a message, a message to a record.
    private interface Decoder {
        Object decode(byte[] bytes) throws InvalidProtocolBufferException, MalformedMessage;
    }

    private record Sent(Object record, MessageLite message, Decoder decoder) {}

    private static Stream<Sent> everything(SplittableRandom random) {
        RandomMessages messages = new RandomMessages(random);
        return Stream.of(
                        messages.requests().stream().map(WireTest::sent),
                        messages.replies().stream().map(WireTest::sent),
                        messages.parleys().stream().map(WireTest::sent),
                        new RandomFailures(random).all().stream().map(WireTest::sent),
                        Stream.of(messages.outcome()).map(WireTest::sent),
                        Stream.of(messages.entry()).map(WireTest::sent))
                .flatMap(each -> each);
    }

    private static Sent sent(Request request) {
        return new Sent(
                request,
                RequestCodec.write(request),
                bytes -> RequestCodec.read(Wire.Request.parseFrom(bytes)));
    }

    private static Sent sent(Reply reply) {
        return new Sent(
                reply,
                ReplyCodec.write(reply),
                bytes -> ReplyCodec.read(Wire.Reply.parseFrom(bytes)));
    }

    private static Sent sent(Parley parley) {
        return new Sent(
                parley,
                ParleyCodec.write(parley),
                bytes -> ParleyCodec.read(Wire.Parley.parseFrom(bytes)));
    }

    private static Sent sent(Failure failure) {
        return new Sent(
                failure,
                FailureCodec.write(failure),
                bytes -> FailureCodec.read(Wire.Failure.parseFrom(bytes)));
    }

    private static Sent sent(Outcome outcome) {
        return new Sent(
                outcome,
                ReplyCodec.write(outcome),
                bytes -> ReplyCodec.read(Wire.Outcome.parseFrom(bytes)));
    }

    private static Sent sent(ShardEntry entry) {
        return new Sent(
                entry,
                EntryCodec.write(entry),
                bytes -> EntryCodec.read(Wire.ShardEntry.parseFrom(bytes)));
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        Seeds.each(SEEDS, random -> everything(random).forEach(WireTest::assertReadAsItWas));
    }

    private static void assertReadAsItWas(Sent sent) {
        byte[] bytes = sent.message().toByteArray();
        try {
            assertEquals(sent.record(), sent.decoder().decode(bytes));
        } catch (InvalidProtocolBufferException | MalformedMessage e) {
            throw new AssertionError("not read: " + sent.record(), e);
        }
    }

    /// Fails when a sealed type gets a member that the samples, and so perhaps the codec, lack.
    @Test
    void everyMemberOfEverySealedTypeIsTried() {
        Set<String> tried = new TreeSet<>();
        Seeds.each(
                100,
                random -> everything(random).forEach(sent -> tried.addAll(named(sent.record()))));
        Set<String> all = new TreeSet<>();
        Stream.of(
                        Request.class,
                        Reply.class,
                        Parley.class,
                        Failure.class,
                        Outcome.class,
                        Lookup.class,
                        ReadAt.class,
                        Write.class)
                .forEach(type -> collect(type, all));
        all.removeAll(tried);
        assertEquals(Set.of(), all, "never written and read here");
    }

    /// The classes of a record and of the records in it.
    private static Set<String> named(Object record) {
        Set<String> names = new TreeSet<>();
        collectWithin(record, names);
        return names;
    }

    private static void collectWithin(Object value, Set<String> into) {
        if (value instanceof Collection<?> many) {
            many.forEach(one -> collectWithin(one, into));
        } else if (value.getClass().isRecord()) {
            into.add(value.getClass().getName());
            Arrays.stream(value.getClass().getRecordComponents())
                    .forEach(part -> {
                        try {
                            collectWithin(part.getAccessor().invoke(value), into);
                        } catch (ReflectiveOperationException e) {
                            throw new LinkageError(e.getMessage(), e);
                        }
                    });
        }
    }

    private static void collect(Class<?> type, Set<String> into) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            into.add(type.getName());
        } else {
            Arrays.stream(permitted).forEach(member -> collect(member, into));
        }
    }

    @Test
    void bytesCutOffOrFlippedAreReadAsSomethingOrRefused() {
        Seeds.each(SEEDS, random -> everything(random).forEach(sent -> damage(sent, random)));
    }

    private static void damage(Sent sent, SplittableRandom random) {
        byte[] bytes = sent.message().toByteArray();
        if (bytes.length == 0) {
            return;
        }
        refusedOrRead(sent, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        for (int i = 0; i < 8; i++) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            refusedOrRead(sent, flipped);
        }
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        refusedOrRead(sent, noise);
    }

    /// Any exception that is not one of these two fails the test.
    private static void refusedOrRead(Sent sent, byte[] bytes) {
        try {
            assertTrue(sent.decoder().decode(bytes).getClass() != null);
        } catch (InvalidProtocolBufferException e) {
            assertTrue(e.getMessage() != null);
        } catch (MalformedMessage e) {
            assertTrue(!e.failure().explanation().paragraph().isEmpty());
        }
    }

    @Test
    void aKeyBeyondItsLimitIsRefusedByThatName() {
        Wire.Request request =
                Wire.Request.newBuilder()
                        .setRoute(Wire.Route.newBuilder().setShard(1).setGeneration(1))
                        .setAskOutcome(
                                Wire.AskOutcome.newBuilder()
                                        .setAnchor(ByteString.copyFrom(new byte[Key.MAX_BYTES + 1]))
                                        .setTxn(Wire.Txn.getDefaultInstance()))
                        .build();
        MalformedMessage refused =
                assertThrows(MalformedMessage.class, () -> RequestCodec.read(request));
        assertInstanceOf(BadInput.LongKey.class, refused.failure());
    }

    @Test
    void anEmptyMessageIsNoMessage() {
        assertRefused(() -> RequestCodec.read(Wire.Request.getDefaultInstance()));
        assertRefused(() -> ReplyCodec.read(Wire.Reply.getDefaultInstance()));
        assertRefused(() -> ParleyCodec.read(Wire.Parley.getDefaultInstance()));
        assertRefused(() -> FailureCodec.read(Wire.Failure.getDefaultInstance()));
        assertRefused(() -> ReplyCodec.read(Wire.Outcome.getDefaultInstance()));
        assertRefused(() -> EntryCodec.read(Wire.ShardEntry.getDefaultInstance()));
    }

    private static void assertRefused(Executable reading) {
        MalformedMessage refused = assertThrows(MalformedMessage.class, reading);
        assertInstanceOf(BadInput.MalformedRequest.class, refused.failure());
    }

    @Test
    void writesOutOfOrderOrOutsideTheirShareAreRefused() {
        Wire.Write a = delete(1);
        Wire.Write b = delete(2);
        assertRefused(() -> RequestCodec.read(prepareOf(b, a)));
        assertRefused(() -> RequestCodec.read(prepareOf(a, a)));
        assertRefused(() -> RequestCodec.read(prepareOf(delete(9))));
    }

    private static Wire.Write delete(int key) {
        return Wire.Write.newBuilder()
                .setKey(ByteString.copyFrom(new byte[] {(byte) key}))
                .setDelete(Wire.Delete.getDefaultInstance())
                .build();
    }

    private static Wire.Request prepareOf(Wire.Write... writes) {
        Wire.Span span =
                Wire.Span.newBuilder().setUntil(ByteString.copyFrom(new byte[] {8})).build();
        return Wire.Request.newBuilder()
                .setRoute(Wire.Route.newBuilder().setShard(1).setGeneration(1))
                .setPrepare(
                        Wire.Prepare.newBuilder()
                                .setAnchor(ByteString.EMPTY)
                                .setShare(
                                        Wire.Share.newBuilder()
                                                .setSpan(span)
                                                .addAllWrites(Arrays.asList(writes))))
                .build();
    }

    @Test
    void longTextsAreCutOnTheWayOutAndRefusedOnTheWayIn() throws MalformedMessage {
        String text = "𝔘".repeat(Fields.MAX_TEXT);
        Wire.Failure cut = FailureCodec.write(new BadInput.UnknownTable(text));
        assertEquals(
                new BadInput.UnknownTable("𝔘".repeat(Fields.MAX_TEXT / 2)),
                FailureCodec.read(cut));
        assertRefused(
                () -> FailureCodec.read(Wire.Failure.newBuilder().setUnknownTable(text).build()));
    }

    @Test
    void durationsBeyondCenturiesAreSaid() throws MalformedMessage {
        Wire.Request written =
                RequestCodec.write(
                        new Request.SnapshotRead(
                                new RandomNouns(new SplittableRandom(1)).route(),
                                new ReadAt.ExactStaleness(Duration.ofSeconds(Long.MAX_VALUE)),
                                List.of(new Lookup.Point(Key.MIN))));
        Request.SnapshotRead read = (Request.SnapshotRead) RequestCodec.read(written);
        assertEquals(new ReadAt.ExactStaleness(Duration.ofNanos(Long.MAX_VALUE)), read.at());
    }

    @Test
    void bytesOfRowsAreTakenOverNotCopied() {
        byte[] row = {1, 2, 3};
        ByteString wrapped = SharedBytes.wrap(row);
        assertSame(row, SharedBytes.unwrap(wrapped));
    }
}
