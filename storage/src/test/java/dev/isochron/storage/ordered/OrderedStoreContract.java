package dev.isochron.storage.ordered;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every [OrderedStore] does, real or not; each has a test class that says which one is meant.
public abstract class OrderedStoreContract {
    /// An empty store, another one for each test; the test class closes it.
    protected abstract OrderedStore store();

    @Test
    void anEmptyStoreHoldsNothing() {
        try (View view = store().view()) {
            assertFalse(view.seek(new byte[0]));
            assertFalse(view.seekBelow(bytes("zzz")));
        }
    }

    @Test
    void whatIsPutIsFoundAndReplaced() {
        OrderedStore store = store();
        commit(store, txn -> put(txn, "a", "1"));
        commit(store, txn -> put(txn, "a", "2"));
        assertEquals(List.of("a=2"), all(store));
    }

    @Test
    void keysAreOrderedByUnsignedBytesAndShorterFirst() {
        OrderedStore store = store();
        List<String> keys = List.of("\u00FF", "a\u0000", "a", "\u0000", "a\u0080", "ab", "\u007F");
        commit(store, txn -> keys.forEach(key -> put(txn, key, "")));
        List<String> sorted =
                List.of("\u0000=", "a=", "a\u0000=", "ab=", "a\u0080=", "\u007F=", "\u00FF=");
        assertEquals(sorted, all(store));
    }

    @Test
    void seekFindsTheFirstAtOrAboveAndSeekBelowTheLastBelow() {
        OrderedStore store = store();
        commit(store, txn -> List.of("b", "d", "f").forEach(key -> put(txn, key, key)));
        try (View view = store.view()) {
            assertEquals("d", at(view, view.seek(bytes("c"))));
            assertEquals("d", at(view, view.seek(bytes("d"))));
            assertEquals("-", at(view, view.seek(bytes("g"))));
            assertEquals("b", at(view, view.seekBelow(bytes("d"))));
            assertEquals("d", at(view, view.seekBelow(bytes("e"))));
            assertEquals("f", at(view, view.seekBelow(bytes("x"))));
            assertEquals("-", at(view, view.seekBelow(bytes("b"))));
        }
    }

    @Test
    void onlyTheGivenLengthOfAKeyCounts() {
        OrderedStore store = store();
        commit(store, txn -> txn.put(bytes("abX"), 2, bytes("12X"), 2));
        assertEquals(List.of("ab=12"), all(store));
        commit(store, txn -> txn.delete(bytes("abY"), 2));
        assertEquals(List.of(), all(store));
    }

    @Test
    void cursorsStepBothWaysAndEndNowhere() {
        OrderedStore store = store();
        commit(store, txn -> List.of("a", "b", "c").forEach(key -> put(txn, key, key)));
        try (View view = store.view()) {
            assertEquals("a", at(view, view.seek(new byte[0])));
            assertEquals("b", at(view, view.next()));
            assertEquals("c", at(view, view.next()));
            assertEquals("b", at(view, view.previous()));
            assertEquals("c", at(view, view.next()));
            assertEquals("-", at(view, view.next()));
            assertEquals("a", at(view, view.seekBelow(bytes("b"))));
            assertEquals("-", at(view, view.previous()));
        }
    }

    @Test
    void aViewSeesWhatWasThereWhenItWasOpened() {
        OrderedStore store = store();
        commit(store, txn -> put(txn, "a", "old"));
        try (View old = store.view()) {
            commit(store, txn -> put(txn, "a", "new"));
            commit(store, txn -> put(txn, "b", "new"));
            assertTrue(old.seek(bytes("a")));
            assertEquals("old", text(old.value()));
            assertFalse(old.next());
        }
        assertEquals(List.of("a=new", "b=new"), all(store));
    }

    @Test
    void nothingIsSeenBeforeTheSync() {
        OrderedStore store = store();
        Commit commit = store.prepare(txn -> put(txn, "a", "1"));
        assertEquals(List.of(), all(store));
        commit.write();
        assertEquals(List.of(), all(store));
        commit.sync();
        assertEquals(List.of("a=1"), all(store));
    }

    @Test
    void anEditThatThrowsLeavesNothingAndTheNextOneWorks() {
        OrderedStore store = store();
        Commit commit =
                store.prepare(txn -> {
                    put(txn, "a", "1");
                    throw new IllegalStateException("in the middle");
                });
        assertThrows(IllegalStateException.class, commit::write);
        commit(store, txn -> put(txn, "b", "2"));
        assertEquals(List.of("b=2"), all(store));
    }

    @Test
    void aTransactionSeesItsOwnChanges() {
        OrderedStore store = store();
        commit(store, txn -> List.of("a", "c").forEach(key -> put(txn, key, "old")));
        List<String> seen = new ArrayList<>();
        commit(
                store,
                txn -> {
                    seen.clear();
                    put(txn, "b", "new");
                    txn.delete(bytes("c"), 1);
                    put(txn, "a", "new");
                    boolean found = txn.seek(new byte[0]);
                    while (found) {
                        seen.add(text(txn.key()) + "=" + text(txn.value()));
                        found = txn.next();
                    }
                });
        assertEquals(List.of("a=new", "b=new"), seen);
        assertEquals(seen, all(store));
    }

    @Test
    void deletingWhatIsNotThereDoesNothing() {
        OrderedStore store = store();
        commit(store, txn -> put(txn, "b", "1"));
        commit(
                store,
                txn -> {
                    txn.delete(bytes("a"), 1);
                    txn.delete(bytes("c"), 1);
                });
        assertEquals(List.of("b=1"), all(store));
    }

    @Test
    void rangesAreDeletedUpToTheirEndOrTheLimit() {
        OrderedStore store = store();
        List<String> keys = List.of("a", "b", "c", "d", "e");
        commit(store, txn -> keys.forEach(key -> put(txn, key, "")));
        int[] deleted = new int[3];
        commit(
                store,
                txn -> {
                    deleted[0] = txn.deleteRange(bytes("b"), bytes("e"), 2);
                    deleted[1] = txn.deleteRange(bytes("b"), bytes("e"), 2);
                    deleted[2] = txn.deleteRange(bytes("f"), bytes("z"), 2);
                });
        assertEquals("[2, 1, 0]", Arrays.toString(deleted));
        assertEquals(List.of("a=", "e="), all(store));
    }

    @Test
    void theLongestKeyAndALargeValueFit() {
        OrderedStore store = store();
        byte[] key = new byte[OrderedStore.MAX_KEY_BYTES];
        Arrays.fill(key, (byte) 0xFF);
        byte[] value = new byte[1 << 20];
        value[value.length - 1] = 7;
        commit(store, txn -> txn.put(key, value));
        try (View view = store.view()) {
            assertTrue(view.seek(key));
            assertEquals(key.length, view.key().limit());
            assertEquals(value.length, view.value().limit());
            assertEquals(7, view.value().get(value.length - 1));
        }
    }

    @Test
    void randomEditsAmountToWhatASortedMapHolds() {
        OrderedStore store = store();
        SplittableRandom chance = new SplittableRandom(17);
        TreeMap<String, String> model = new TreeMap<>();
        for (int round = 0; round < 60; round++) {
            long seed = chance.nextLong();
            change(new ModelTransaction(model), new SplittableRandom(seed));
            commit(store, txn -> change(new RealTransaction(txn), new SplittableRandom(seed)));
            List<String> expected = new ArrayList<>();
            for (Map.Entry<String, String> entry : model.entrySet()) {
                expected.add(entry.getKey() + "=" + entry.getValue());
            }
            assertEquals(expected, all(store), "round " + round);
            assertEquals(expected.size(), store.figures().entries());
        }
        assertEquals(0, store.figures().openViews());
    }

    private interface Changes {
        void put(String key, String value);

        void delete(String key);

        void deleteRange(String from, String until, int limit);
    }

    private static void change(Changes changes, SplittableRandom chance) {
        int count = chance.nextInt(200);
        for (int i = 0; i < count; i++) {
            String key = "k" + chance.nextInt(300);
            switch (chance.nextInt(8)) {
                case 0, 1 -> changes.delete(key);
                case 2 -> changes.deleteRange(key, "k" + chance.nextInt(300), chance.nextInt(9));
                default -> changes.put(key, "v".repeat(chance.nextInt(400)));
            }
        }
    }

    private record ModelTransaction(TreeMap<String, String> model) implements Changes {
        @Override
        public void put(String key, String value) {
            model.put(key, value);
        }

        @Override
        public void delete(String key) {
            model.remove(key);
        }

        @Override
        public void deleteRange(String from, String until, int limit) {
            if (from.compareTo(until) < 0) {
                List<String> gone =
                        model.subMap(from, until).keySet().stream().limit(limit).toList();
                gone.forEach(model::remove);
            }
        }
    }

    private record RealTransaction(Transaction transaction) implements Changes {
        @Override
        public void put(String key, String value) {
            OrderedStoreContract.put(transaction, key, value);
        }

        @Override
        public void delete(String key) {
            transaction.delete(bytes(key), key.length());
        }

        @Override
        public void deleteRange(String from, String until, int limit) {
            transaction.deleteRange(bytes(from), bytes(until), limit);
        }
    }

    protected static void commit(OrderedStore store, Edit edit) {
        Commit commit = store.prepare(edit);
        commit.write();
        commit.sync();
    }

    protected static void put(Transaction transaction, String key, String value) {
        transaction.put(bytes(key), bytes(value));
    }

    /// All entries, as `key=value`.
    protected static List<String> all(OrderedStore store) {
        List<String> all = new ArrayList<>();
        try (View view = store.view()) {
            boolean found = view.seek(new byte[0]);
            while (found) {
                all.add(text(view.key()) + "=" + text(view.value()));
                found = view.next();
            }
        }
        return all;
    }

    private static String at(View view, boolean found) {
        return found ? text(view.key()) : "-";
    }

    protected static String text(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.limit()];
        buffer.get(0, copy);
        return new String(copy, ISO_8859_1);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
