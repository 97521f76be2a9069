package dev.isochron.storage.table;

import dev.isochron.protocol.key.Key;
import org.jspecify.annotations.Nullable;

/// Finds chains by key: open addressing, at most half full, nothing is ever taken out.
///
/// It is never walked through, so that the order of hashes shows nowhere.
final class Chains {
    private static final int FIRST_CAPACITY = 64;

    private @Nullable Chain[] slots = new @Nullable Chain[FIRST_CAPACITY];
    private int count;

    @Nullable Chain find(Key key) {
        int mask = slots.length - 1;
        for (int i = spread(key) & mask; ; i = (i + 1) & mask) {
            Chain chain = slots[i];
            if (chain == null || chain.key().equals(key)) {
                return chain;
            }
        }
    }

    /// Adds a chain whose key is not there yet.
    void add(Chain chain) {
        if (2 * (count + 1) > slots.length) {
            grow();
        }
        insert(chain);
        count++;
    }

    private void grow() {
        @Nullable Chain[] old = slots;
        slots = new @Nullable Chain[2 * old.length];
        for (Chain chain : old) {
            if (chain != null) {
                insert(chain);
            }
        }
    }

    private void insert(Chain chain) {
        int mask = slots.length - 1;
        int i = spread(chain.key()) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = chain;
    }

    /// Keys that differ in their last bytes only have hashes that lie close together.
    private static int spread(Key key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
