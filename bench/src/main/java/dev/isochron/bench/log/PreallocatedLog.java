package dev.isochron.bench.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The cheapest log there can be: bytes appended to a file whose blocks were all written before, so
/// that a sync has nothing but data to bring to the disk. At the end it begins anew.
///
/// One thread owns it.
final class PreallocatedLog implements AutoCloseable {

    /// What one write call carries; a batch beyond it takes several.
    private static final int BUFFER = 1 << 20;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer pending = ByteBuffer.allocateDirect(BUFFER);
    private long position;

    PreallocatedLog(Path path, long size) throws IOException {
        this.size = size;
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        while (file.position() < size) {
            file.write(pending.clear());
        }
        file.force(true);
        pending.clear();
    }

    void append(byte[] entry) throws IOException {
        if (pending.remaining() < entry.length) {
            write();
        }
        pending.put(entry);
    }

    /// Brings everything appended so far to the disk: one `fdatasync`.
    void sync() throws IOException {
        write();
        file.force(false);
    }

    private void write() throws IOException {
        pending.flip();
        if (position + pending.remaining() > size) {
            position = 0;
        }
        while (pending.hasRemaining()) {
            position += file.write(pending, position);
        }
        pending.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
