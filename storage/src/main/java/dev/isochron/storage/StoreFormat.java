package dev.isochron.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import dev.isochron.storage.ordered.View;
import java.nio.BufferUnderflowException;
import java.util.Map;
import java.util.TreeMap;

/// Whether a store is one of ours, of a format that we read, and what its headers say.
final class StoreFormat {
    /// Rises with every change of the layout that an older program would misread.
    static final int VERSION = 2;

    private static final String NAME = "isochron storage ";
    private static final String WHERE = "the ordered store of this data directory";

    private StoreFormat() {}

    /// Lets a store pass that has our format, and gives it to an empty one.
    static void require(OrderedStore store) {
        StoredKey format = new StoredKey().format();
        try (View view = store.view()) {
            if (view.seek(format.bytes(), format.length()) && format.isOf(view.key())) {
                requireOurs(view);
                return;
            }
            if (view.seek(new byte[0])) {
                throw new StoreRefused(
                        Reason.DAMAGED,
                        WHERE,
                        "it holds entries, but none that says what wrote them",
                        StoreRefused.REPLACE_STORE);
            }
        }
        write(store, format);
    }

    private static void requireOurs(View view) {
        String text = new String(content(view, "its format"), US_ASCII);
        if (!text.startsWith(NAME)) {
            throw new StoreRefused(
                    Reason.FOREIGN,
                    WHERE,
                    "it says that it is '" + text + "'",
                    "Give this node a data directory of its own.");
        }
        String version = text.substring(NAME.length());
        if (!version.equals(String.valueOf(VERSION))) {
            throw new StoreRefused(
                    Reason.NEWER_FORMAT,
                    WHERE,
                    "its format has version " + version + ", this program reads " + VERSION,
                    "Start the program that wrote it, or a newer one.");
        }
    }

    private static void write(OrderedStore store, StoredKey format) {
        StoredValue value = new StoredValue().plain(format, (NAME + VERSION).getBytes(US_ASCII));
        Commit commit =
                store.prepare(transaction ->
                        transaction.put(
                                format.bytes(), format.length(), value.bytes(), value.length()));
        commit.write();
        commit.sync();
    }

    static Map<ShardId, ReplicaHeader> headers(OrderedStore store) {
        TreeMap<ShardId, ReplicaHeader> headers = new TreeMap<>();
        StoredKey first = new StoredKey().headers();
        try (View view = store.view()) {
            boolean found = view.seek(first.bytes(), first.length());
            while (found && StoredKey.isHeader(view.key())) {
                headers.put(StoredKey.shardOf(view.key()), header(view));
                found = view.next();
            }
        }
        return headers;
    }

    private static ReplicaHeader header(View view) {
        byte[] content = content(view, "the header of a replica");
        try {
            return ReplicaHeader.of(content);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged("the header of a replica");
        }
    }

    private static byte[] content(View view, String what) {
        if (!new StoredValue().isWhole(view.key(), view.value())) {
            throw damaged(what);
        }
        return StoredValue.contentOf(view.value());
    }

    private static StoreRefused damaged(String what) {
        return new StoreRefused(
                Reason.DAMAGED,
                WHERE,
                what + " fails its checksum",
                "The disk or the memory of this machine is to be checked. "
                        + StoreRefused.REPLACE_STORE);
    }
}
