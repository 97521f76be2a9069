package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.LockMode;
import java.util.Optional;

/// The range that an attempt's last grant added, for as long as nobody can have relied on it.
///
/// @param before what the attempt held of this very range before the grant
record FreshGrant(Ticket ticket, Place place, LockMode granted, Optional<LockMode> before) {}
