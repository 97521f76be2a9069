package dev.isochron.node.desk;

import java.time.Duration;

/// The bounds of one group's desk.
///
/// @param batchBytes an entry is closed at about this size
/// @param depth entries of a group under way at a time; what comes meanwhile waits and becomes one
///   entry
/// @param overlapping with so many under way in all groups of the node, each has one at a time
/// @param waitingCommands commands that may wait before more are refused
/// @param waitingBytes and their bytes
/// @param patience how long a command waits for a leader without its lease before it is refused
public record DeskSettings(
        int batchBytes,
        int depth,
        int overlapping,
        int waitingCommands,
        long waitingBytes,
        Duration patience) {

    public static final DeskSettings DEFAULT =
            new DeskSettings(256 << 10, 4, 16, 16_384, 32L << 20, Duration.ofSeconds(2));

    public DeskSettings {
        if (batchBytes < 1 || batchBytes > 4 << 20) {
            throw new IllegalArgumentException("batchBytes must be 1 to 4194304");
        }
        if (depth < 1
                || depth > 512
                || overlapping < 1
                || waitingCommands < 1
                || waitingBytes < 1) {
            throw new IllegalArgumentException("a desk needs room for a command");
        }
    }
}
