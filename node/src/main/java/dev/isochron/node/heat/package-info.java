/// What a leader sees in its shard: how much it holds, how much is asked of it, where it could be
/// cut, and which rows are hot.
///
/// ```
/// ShardWatch   told every request; looked at a few times a second
///   Scales       bytes, counted bit by bit, again after much was written
///   KeySample    some hundred of the keys asked for in the last seconds, and by whom
///   Borders      where to cut so that both halves keep their part
/// ```
///
/// Estimates, all of them: nothing that must be right rests on them. No clock, no chance: a seed
/// gives the same again. Called by `shard` on the node's loop.
@NullMarked
package dev.isochron.node.heat;

import org.jspecify.annotations.NullMarked;
