package dev.isochron.node.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.node.checkpoint.Checkpoint;
import dev.isochron.node.machine.Durable;
import dev.isochron.paxos.log.DescribedFormat;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// `docs/formats.md` against the bytes of entries and checkpoints.
final class CheckpointFormatTest {
    private static final Configuration MEMBERS =
            Configuration.initial(List.of(new NodeId(1), new NodeId(2)));
    private static final byte[] PAYLOAD = {1, 2, 3};

    private final DescribedFormat format;

    CheckpointFormatTest() throws IOException {
        format = DescribedFormat.read(Path.of("..", "docs", "formats.md"));
    }

    @Test
    void aBatchOfCommandsIsAsDescribed() {
        ByteBuffer bytes = ByteBuffer.wrap(entry().bytes());
        DescribedFormat.Layout batch = format.layout("batch-of-commands");
        DescribedFormat.Layout command = format.layout("command");
        batch.check(bytes, 0);
        assertEquals(1, batch.number(bytes, 0, "count"));
        command.check(bytes, batch.length());
        assertEquals(100, command.number(bytes, batch.length(), "timestamp"));
        assertEquals(50, command.number(bytes, batch.length(), "born"));
        assertEquals(9, command.number(bytes, batch.length(), "number"));
        assertEquals(1, command.number(bytes, batch.length(), "sequence"));
        assertEquals(PAYLOAD.length, command.number(bytes, batch.length(), "length"));
        assertEquals(batch.length() + command.length() + PAYLOAD.length, bytes.limit());
    }

    @Test
    void aCheckpointIsAsDescribed() {
        Ledger ledger = new Ledger(LedgerSettings.DEFAULT);
        ledger.apply(Slot.FIRST, entry());
        byte[] image = ledger.image().encode();
        ByteBuffer file =
                new Checkpoint(
                                new GroupId(7),
                                new ReplicaId(2),
                                new Durable(Slot.FIRST, MEMBERS),
                                image)
                        .encode();
        DescribedFormat.Layout checkpoint = format.layout("checkpoint");
        checkpoint.check(file, 0);
        CRC32C crc = new CRC32C();
        crc.update(file.slice(16, file.limit() - 16));
        assertEquals((int) crc.getValue(), (int) checkpoint.number(file, 0, "crc"));
        assertEquals(7, checkpoint.number(file, 0, "group"));
        assertEquals(2, checkpoint.number(file, 0, "replica"));
        assertEquals(1, checkpoint.number(file, 0, "slot"));
        int at = members(file, checkpoint.length());
        assertEquals(image.length, file.getInt(at));
        image(file.slice(at + 4, image.length), ledger);
        assertEquals(file.limit(), at + 4 + image.length);
    }

    /// Voters, outgoing and learners, then the next replica; the result is where they end.
    private static int members(ByteBuffer file, int from) {
        file.position(from);
        assertEquals(2, file.getInt());
        assertEquals(List.of(1L, 1L, 2L, 2L), longs(file, 4));
        assertEquals(0, file.getInt());
        assertEquals(0, file.getInt());
        assertEquals(3, file.getLong());
        return file.position();
    }

    private void image(ByteBuffer image, Ledger ledger) {
        DescribedFormat.Layout head = format.layout("image");
        head.check(image, 0);
        assertEquals(1, head.number(image, 0, "applied"));
        assertEquals(1, head.number(image, 0, "lines"));
        assertEquals(ledger.chain(), head.number(image, 0, "chain"));
        assertEquals(100, head.number(image, 0, "last"));
        assertEquals(0, head.number(image, 0, "forgotten"));
        assertEquals(1, head.number(image, 0, "sessions"));
        image.position(head.length());
        assertEquals(List.of(50L, 9L), longs(image, 2));
        assertEquals(1, image.getInt());
        assertEquals(List.of(1L, 1L, 1L, 100L), longs(image, 4));
        assertEquals(1, image.getInt());
        assertEquals(List.of(1L, 1L, 100L), longs(image, 3));
        assertEquals(PAYLOAD.length, image.getInt());
        assertEquals(PAYLOAD.length, image.remaining());
    }

    private static List<Long> longs(ByteBuffer from, int count) {
        List<Long> all = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(from.getLong());
        }
        return all;
    }

    private static Entry.Commands entry() {
        Command command = new Command(new ClientId(new Timestamp(50), 9), 1, PAYLOAD);
        return Batch.encode(List.of(new Stamped(new Timestamp(100), command)));
    }
}
