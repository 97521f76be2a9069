/// What follows from a command, and what each shard is to do next.
///
/// ```
/// Command  = Join | Drain | Resume | Remove | Lose | SplitAt | MergeAt | Look | Heard
/// Decision = Decided(records) | Refused(what, why, what would make it possible)
/// Order    = AddLearner | Swap | HandOver | Forget | SplitShard | MergeShards
/// ```
///
/// [Controller] decides and changes nothing. [Orders] follow from the image alone, so a controller
/// that takes over tells every shard the same as the one before; each order names the generation it
/// expects, so one that was overtaken does nothing.
///
/// Invariants kept here: C2 quorum. Called by `node`.
@NullMarked
package dev.isochron.controller.decide;

import org.jspecify.annotations.NullMarked;
