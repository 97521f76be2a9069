package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.LockMode;

/// A wanted lock met one that another attempt holds or waits for, and the two conflict.
///
/// @param mode in which the other holds it or waits for it
record Meeting(Lock wanted, Place place, LockMode mode, Entry other) {

    /// A key that both are about.
    Key key() {
        return place.meeting(wanted.span());
    }
}
