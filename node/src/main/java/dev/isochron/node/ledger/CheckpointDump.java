package dev.isochron.node.ledger;

import dev.isochron.node.checkpoint.Checkpoint;
import dev.isochron.node.checkpoint.UnreadableCheckpoint;

/// Tells a person what a file of checkpoints holds: `isochron log dump`.
public final class CheckpointDump {
    private CheckpointDump() {}

    /// How the names of checkpoints end.
    public static final String SUFFIX = LedgerMachine.SUFFIX;

    /// What a file holds, in one line.
    public record Told(String line, boolean damaged) {}

    /// What the file of this name holds.
    public static Told of(String name, byte[] file) {
        try {
            Checkpoint checkpoint = Checkpoint.decode(name, file);
            LedgerImage image = LedgerImage.decode(checkpoint.image());
            return new Told(
                    "%s: %s %s up to %s, then %s; %d lines, %d at hand, %d clients known"
                            .formatted(
                                    name,
                                    checkpoint.group(),
                                    checkpoint.replica(),
                                    checkpoint.at().slot(),
                                    checkpoint.at().next(),
                                    image.lines(),
                                    image.kept().size(),
                                    image.sessions().size()),
                    false);
        } catch (UnreadableCheckpoint e) {
            return new Told(String.valueOf(e.getMessage()), true);
        } catch (IllegalArgumentException e) {
            return new Told(name + ": DAMAGED: " + e.getMessage(), true);
        }
    }
}
