package dev.isochron.paxos.log;

import java.util.List;

/// What recovery hands to the running log.
///
/// @param boot which opening of the store this is; above every boot found in the log
/// @param end where the log goes on: everything below is durable, nothing at or above counts
record LogState(
        StoreIdentity identity,
        long boot,
        Segments segments,
        StoreFacts facts,
        GroupTrail store,
        List<GroupTrail> trails,
        long end) {}
