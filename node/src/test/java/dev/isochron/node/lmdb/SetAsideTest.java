package dev.isochron.node.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Admission;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import dev.isochron.storage.ordered.View;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores that are damaged as a whole are put aside, untouched, and nothing else is.
final class SetAsideTest {
    private static final LmdbSettings SMALL = new LmdbSettings(1 << 26, 1 << 20, 64);
    private static final int PAGE = 4096;

    /// As much of the file as holds what these tests store.
    private static final int USED = 1 << 20;

    @TempDir Path directory;
    private final List<String> said = new ArrayList<>();
    private Optional<LmdbStore> open = Optional.empty();

    @BeforeEach
    void haveAReplica() {
        LmdbStore store = open();
        Storage storage = Storage.open(store, 1, StorageSettings.USUAL);
        if (storage.admit(new ShardId(7), Span.ALL) instanceof Admission.Admitted admitted) {
            admitted.replica().freeze(new byte[] {1});
        }
        StorageJob job = storage.startJob().orElseThrow();
        job.write();
        job.sync();
        Commit rows =
                store.prepare(txn -> {
                    for (int i = 1000; i < 3000; i++) {
                        txn.put(("V" + i).getBytes(StandardCharsets.US_ASCII), new byte[100]);
                    }
                });
        rows.write();
        rows.sync();
        close();
    }

    @AfterEach
    void close() {
        open.ifPresent(LmdbStore::close);
        open = Optional.empty();
    }

    @Test
    void aSoundStoreStaysWhereItIs() {
        assertTrue(Storage.hasReplicas(open()));
        assertEquals(List.of(), said);
        assertFalse(Files.exists(aside()));
    }

    @Test
    void aStoreThatIsCutIsPutAsideAsItIs() throws IOException {
        lengthen(PAGE);
        assertFalse(Storage.hasReplicas(open()));
        assertEquals(PAGE, Files.size(aside().resolve("data.mdb")));
        assertSaid("must have", "It is kept as " + aside());
    }

    @Test
    void oneWhoseFileIsMissingIsPutAside() throws IOException {
        Files.delete(data());
        assertFalse(Storage.hasReplicas(open()));
        assertSaid("data.mdb: it is missing");
    }

    @Test
    void oneThatBeginsWithNonsenseIsPutAside() throws IOException {
        write(0, new byte[64]);
        assertFalse(Storage.hasReplicas(open()));
        assertSaid("is not as LMDB writes it");
    }

    @Test
    void aDamagedHeaderOfAReplicaPutsAllAside() throws IOException {
        flipBehind("H\0\0\0\0\0\0\0\7");
        assertFalse(Storage.hasReplicas(open()));
        assertSaid("the header of a replica fails its checksum");
    }

    @Test
    void aDamagedFormatPutsAllAside() throws IOException {
        flipBehind("isochron storage ");
        assertFalse(Storage.hasReplicas(open()));
        assertSaid("its format fails its checksum");
    }

    /// The format's key itself is another one, so that nothing says what wrote the rest.
    @Test
    void aFormatThatIsNotFoundPutsAllAside() throws IOException {
        String pages = content();
        String text = "F";
        int at = pages.indexOf("isochron storage ");
        while (at >= 0) {
            write(pages.lastIndexOf(text, at), new byte[] {'E'});
            at = pages.indexOf("isochron storage ", at + 1);
        }
        assertFalse(Storage.hasReplicas(open()));
        assertSaid("it holds entries, but none that says what wrote them");
    }

    /// Not a page that opening looks at: who reads it later, notes it.
    @Test
    void pagesThatMakeNoSenseAreNotedAndPutAsideTheNextTime() throws IOException {
        LmdbStore store = open();
        blankPagesWith("V1500");
        try (View view = store.view()) {
            StoreFailed met =
                    assertThrows(
                            StoreFailed.class,
                            () -> view.seek("V1500".getBytes(StandardCharsets.US_ASCII)));
            assertTrue(met.isDamage(), met::toString);
        }
        close();
        assertFalse(Storage.hasReplicas(open()));
        assertSaid("the pages of the store cannot be read");
        close();
        assertFalse(Storage.hasReplicas(open()));
        assertEquals(1, said.size(), said::toString);
    }

    @Test
    void aSecondOneIsRefusedAndStaysWhereItIs() throws IOException {
        lengthen(PAGE);
        open();
        close();
        lengthen(PAGE);
        StoreRefused refused = assertThrows(StoreRefused.class, this::open);
        assertEquals(Reason.DAMAGED, refused.reason());
        assertEquals(aside().toString(), refused.file());
        assertEquals(PAGE, Files.size(data()));
        assertEquals(1, said.size(), said::toString);
    }

    @Test
    void oneThatIsInUseIsNoDamage() {
        open();
        assertEquals(Reason.IN_USE, assertThrows(StoreRefused.class, this::open).reason());
        assertFalse(Files.exists(aside()));
    }

    @Test
    void aStoreOfSomebodyElseIsNoDamage() {
        Path other = directory.resolve("other");
        try (LmdbStore foreign = LmdbStore.open(mkdir(other), SMALL)) {
            StoredKey format = new StoredKey().format();
            byte[] text = "another store 1".getBytes(StandardCharsets.US_ASCII);
            StoredValue value = new StoredValue().plain(format, text);
            Commit entry =
                    foreign.prepare(txn ->
                            txn.put(
                                    format.bytes(),
                                    format.length(),
                                    value.bytes(),
                                    value.length()));
            entry.write();
            entry.sync();
        }
        SetAside opening = new SetAside(other, SMALL, Storage::hasReplicas);
        StoreRefused refused =
                assertThrows(StoreRefused.class, () -> opening.open(said::add).close());
        assertEquals(Reason.FOREIGN, refused.reason());
        assertFalse(Files.exists(other.resolve("lmdb.damaged")));
    }

    private static Path mkdir(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private LmdbStore open() {
        LmdbStore store = new SetAside(directory, SMALL, Storage::hasReplicas).open(said::add);
        open = Optional.of(store);
        return store;
    }

    private void assertSaid(String... words) {
        assertEquals(1, said.size(), said::toString);
        for (String word : words) {
            assertTrue(said.get(0).contains(word), said::toString);
        }
    }

    private Path aside() {
        return directory.resolve("lmdb.damaged");
    }

    private Path data() {
        return directory.resolve("lmdb").resolve("data.mdb");
    }

    private void lengthen(long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    private void write(long at, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        }
    }

    private String content() throws IOException {
        byte[] pages = new byte[USED];
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "r")) {
            file.readFully(pages);
        }
        return new String(pages, StandardCharsets.ISO_8859_1);
    }

    /// The byte after each place of a text changes: behind a key that is the value's checksum.
    private void flipBehind(String text) throws IOException {
        String pages = content();
        for (int at = pages.indexOf(text); at >= 0; at = pages.indexOf(text, at + 1)) {
            int place = at + text.length();
            write(place, new byte[] {(byte) (pages.charAt(place) ^ 1)});
        }
    }

    private void blankPagesWith(String text) throws IOException {
        String pages = content();
        for (int at = pages.indexOf(text); at >= 0; at = pages.indexOf(text, at + 1)) {
            if (at >= 2 * PAGE) {
                write((long) (at / PAGE) * PAGE, new byte[PAGE]);
            }
        }
    }
}
