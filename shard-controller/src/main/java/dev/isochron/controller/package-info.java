/// Which shard lives where: decide, record, replay.
///
/// The state is a log of records on a Paxos group of its own. Deciding returns records and changes
/// nothing; replaying changes the image and decides nothing.
///
/// Invariants kept here: C1 cover, C2 quorum. Called by `node`.
@NullMarked
package dev.isochron.controller;

import org.jspecify.annotations.NullMarked;
