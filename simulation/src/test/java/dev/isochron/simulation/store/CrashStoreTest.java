package dev.isochron.simulation.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.simulation.seed.Generator;
import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.OrderedStoreContract;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFull;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The simulated store keeps the contract, and breaks in no way that LMDB does not.
class CrashStoreTest extends OrderedStoreContract {
    @Override
    protected OrderedStore store() {
        return new CrashStore(new Generator(1));
    }

    @Test
    void aCrashBetweenWriteAndSyncKeepsAllOrNothing() {
        TreeSet<List<String>> seen = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (int seed = 0; seed < 20; seed++) {
            CrashStore store = new CrashStore(new Generator(seed));
            commit(store, txn -> put(txn, "a", "1"));
            Commit lost =
                    store.prepare(txn -> {
                        put(txn, "a", "2");
                        put(txn, "b", "2");
                    });
            lost.write();
            store.crash();
            seen.add(all(store));
        }
        assertEquals(List.of(List.of("a=1"), List.of("a=2", "b=2")), List.copyOf(seen));
    }

    @Test
    void afterAFailedSyncNothingWorksUntilItIsOpenedAgain() {
        CrashStore store = new CrashStore(new Generator(1));
        store.failNextSync();
        assertThrows(StoreFailed.class, () -> commit(store, txn -> put(txn, "a", "1")));
        assertThrows(StoreFailed.class, store::view);
        assertThrows(StoreFailed.class, () -> commit(store, txn -> put(txn, "a", "1")));
        store.crash();
        commit(store, txn -> put(txn, "b", "1"));
    }

    @Test
    void aFullStoreTakesOnlyWhatMakesItSmaller() {
        CrashStore store = new CrashStore(new Generator(1));
        commit(store, txn -> put(txn, "a", "123456789"));
        store.limitTo(5);
        assertThrows(StoreFull.class, () -> commit(store, txn -> put(txn, "b", "1")));
        assertEquals(List.of("a=123456789"), all(store));
        commit(store, txn -> put(txn, "a", "1"));
        commit(store, txn -> put(txn, "b", "1"));
    }
}
