package dev.isochron.storage;

import java.util.EnumSet;
import java.util.Set;

/// What storage keeps to; one is dropped only to prove that somebody notices.
public enum StorageRule {
    /// Attack 17: the chunks of a snapshot are of one export, follow each other, and all came.
    ONE_EXPORT,
    /// C3, attack 16: nobody is admitted to keys that another replica of this store may hold.
    KEEP_APART;

    public static Set<StorageRule> all() {
        return EnumSet.allOf(StorageRule.class);
    }

    public static Set<StorageRule> allBut(StorageRule dropped) {
        return EnumSet.complementOf(EnumSet.of(dropped));
    }
}
