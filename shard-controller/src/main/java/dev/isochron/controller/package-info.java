/// Which shard lives where: decide, record, replay.
///
/// The state is a log of records on a Paxos group of its own. Deciding returns records and changes
/// nothing; replaying changes the image and decides nothing.
///
/// ```
/// command ──▶ decide(command, image) ──▶ records ──▶ log ──▶ image.with(records)
///                                                             │
///                     what each shard is to do next ◀── orders(image)
/// ```
///
/// - `cluster`: the image (servers, shards, jobs) and the records that change it.
/// - `balance`: from an image to the moves that would mend and balance it.
/// - `decide`: commands, reports of shards, and what follows from them.
///
/// Invariants kept here: C1 cover, C2 quorum. Called by `node`.
@NullMarked
package dev.isochron.controller;

import org.jspecify.annotations.NullMarked;
