package dev.isochron.node.lmdb;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Room that is set aside while the disk has some, and given up when it is full: then the outcomes
/// of what was in flight and the deletions that make room still fit.
///
/// One thread uses it: the one that commits.
final class Reserve {
    private static final int PIECE = 1 << 20;

    private final Path file;
    private final long bytes;
    private volatile boolean isMissing;

    Reserve(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// Whether it was given up, or could not be made: new writes of users are refused then.
    boolean isMissing() {
        return isMissing;
    }

    /// Gives it up.
    ///
    /// @return false if there was nothing to be given up
    boolean release() {
        isMissing = true;
        try {
            return bytes > 0 && Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /// Sets it aside, again, if there is as much room beside it.
    void restore() {
        try {
            if (Files.exists(file) && Files.size(file) == bytes) {
                isMissing = false;
            } else if (usable() >= 2 * bytes) {
                fill();
                isMissing = false;
            } else {
                isMissing = true;
            }
        } catch (IOException full) {
            release();
        }
    }

    /// Whether the disk has hardly any room.
    boolean isDiskFull() {
        try {
            return usable() < PIECE;
        } catch (IOException unknown) {
            return false;
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
    }

    /// Bytes are written: a file that is only declared long would have no room of its own.
    private void fill() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer piece = ByteBuffer.allocateDirect((int) Math.min(PIECE, bytes));
            long left = bytes;
            while (left > 0) {
                piece.clear().limit((int) Math.min(piece.capacity(), left));
                left -= channel.write(piece);
            }
            channel.force(false);
        }
    }
}
