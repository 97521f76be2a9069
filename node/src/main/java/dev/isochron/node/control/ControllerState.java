package dev.isochron.node.control;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.wire.RecordCodec;
import dev.isochron.controller.wire.RecordCodec.Batch;
import dev.isochron.controller.wire.RecordCodec.Kept;
import dev.isochron.node.checkpoint.WholeState;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.wire.MalformedMessage;
import java.util.zip.CRC32C;

/// The controller's image as its log made it. An entry answers whether it changed something.
public final class ControllerState implements WholeState<Boolean> {

    /// How the names of its checkpoints end.
    public static final String SUFFIX = ".controller";

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Slot applied = Slot.ZERO;
    private long entries;
    private long chain;
    private ClusterImage image = ClusterImage.EMPTY;

    /// The state whose bytes these are.
    ///
    /// @throws IllegalArgumentException if they are something else
    public static ControllerState of(byte[] bytes) {
        Kept kept;
        try {
            kept = RecordCodec.kept(bytes);
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        ControllerState state = new ControllerState();
        state.applied = kept.at();
        state.entries = kept.entries();
        state.chain = kept.chain();
        state.image = kept.image();
        return state;
    }

    public ClusterImage image() {
        return image;
    }

    /// How many entries changed something.
    public long entries() {
        return entries;
    }

    @Override
    public Slot applied() {
        return applied;
    }

    @Override
    public Boolean apply(Slot slot, Entry entry) {
        if (!slot.equals(applied.next())) {
            throw new IllegalArgumentException(slot + " does not follow " + applied);
        }
        applied = slot;
        return entry instanceof Entry.Commands(byte[] bytes) && take(bytes);
    }

    /// What was decided on another image than this one changes nothing.
    private boolean take(byte[] bytes) {
        Batch batch;
        try {
            batch = RecordCodec.batch(bytes);
        } catch (MalformedMessage e) {
            if (RecordCodec.isOfNewerProgram(bytes)) {
                throw new IllegalStateException(
                        "a newer program wrote "
                                + e.getMessage()
                                + "; start this node with that program",
                        e);
            }
            return false;
        }
        if (batch.after() != entries) {
            return false;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        entries++;
        chain = (chain ^ crc.getValue()) * SPREAD;
        image = image.with(batch.records());
        return true;
    }

    @Override
    public long fingerprint() {
        return chain ^ entries;
    }

    @Override
    public byte[] bytes() {
        return RecordCodec.write(new Kept(applied, entries, chain, image));
    }
}
