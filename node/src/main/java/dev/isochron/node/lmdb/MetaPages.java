package dev.isochron.node.lmdb;

import static java.nio.file.StandardOpenOption.READ;

import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What an LMDB file says of itself, read without mapping it: a file that is shorter than its pages
/// kills the process with SIGBUS as soon as one of the missing is touched.
///
/// ```
/// page 0 and page 1:   16 header │ magic 4 │ version 4 │ address 8 │ map size 8 │
///                      free db 48 (its first 4: page size) │ main db 48 │ last page 8 │ txn 8
/// ```
///
/// @param pageBytes the size of a page
/// @param lastPage the number of the last page that is in use
record MetaPages(int pageBytes, long lastPage) {
    private static final int MAGIC = 0xBEEFC0DE;
    private static final int DATA_VERSION = 1;

    private static final int AT_MAGIC = 16;
    private static final int AT_VERSION = 20;
    private static final int AT_PAGE_SIZE = 40;
    private static final int AT_LAST_PAGE = 136;
    private static final int AT_TRANSACTION = 144;
    private static final int META_BYTES = 152;

    private static final int LEAST_PAGE = 512;
    private static final int MOST_PAGE = 65536;

    /// Reads both meta pages of a file and checks that all pages in use are there.
    ///
    /// @throws StoreRefused if the file must not be mapped
    static MetaPages require(Path file) {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            ByteBuffer first = read(channel, 0, file);
            int pageBytes = first.getInt(AT_PAGE_SIZE);
            if (pageBytes < LEAST_PAGE || pageBytes > MOST_PAGE) {
                throw damaged(file);
            }
            ByteBuffer second = read(channel, pageBytes, file);
            ByteBuffer newer =
                    first.getLong(AT_TRANSACTION) > second.getLong(AT_TRANSACTION) ? first : second;
            long lastPage = newer.getLong(AT_LAST_PAGE);
            requireLength(channel, file, pageBytes, lastPage);
            return new MetaPages(pageBytes, lastPage);
        } catch (NoSuchFileException e) {
            throw missing(file);
        } catch (IOException e) {
            StoreRefused refused =
                    new StoreRefused(
                            Reason.NOT_WRITABLE,
                            file.toString(),
                            "it cannot be read: " + e,
                            "Check that it belongs to the user that runs the node, and the disk.");
            refused.initCause(e);
            throw refused;
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, Path file) throws IOException {
        ByteBuffer meta = ByteBuffer.allocate(META_BYTES).order(ByteOrder.nativeOrder());
        while (meta.hasRemaining()) {
            if (channel.read(meta, offset + meta.position()) < 0) {
                throw truncated(file, channel.size(), offset + META_BYTES);
            }
        }
        if (meta.getInt(AT_MAGIC) != MAGIC || meta.getInt(AT_VERSION) != DATA_VERSION) {
            throw damaged(file);
        }
        return meta;
    }

    private static void requireLength(FileChannel channel, Path file, int pageBytes, long lastPage)
            throws IOException {
        long pages = channel.size() / pageBytes;
        if (lastPage < 1) {
            throw damaged(file);
        }
        if (pages <= lastPage) {
            throw truncated(file, channel.size(), (lastPage + 1) * pageBytes);
        }
    }

    private static StoreRefused missing(Path file) {
        return new StoreRefused(
                Reason.TRUNCATED,
                file.toString(),
                "it is missing, and was there before",
                StoreRefused.REPLACE_STORE);
    }

    private static StoreRefused truncated(Path file, long length, long needed) {
        return new StoreRefused(
                Reason.TRUNCATED,
                file.toString(),
                "it has " + length + " bytes and must have " + needed + " or more",
                StoreRefused.REPLACE_STORE);
    }

    private static StoreRefused damaged(Path file) {
        return new StoreRefused(
                Reason.DAMAGED,
                file.toString(),
                "one of the two pages that it begins with is not as LMDB writes it",
                StoreRefused.REPLACE_STORE);
    }
}
