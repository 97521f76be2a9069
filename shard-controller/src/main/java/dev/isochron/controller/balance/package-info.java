/// From an image and the shards' loads to the moves that would mend and balance the cluster.
///
/// ```
/// Plan = moves in the order of their urgency, handovers, and what could not be helped
/// ```
///
/// A plan is worked out to its end, so that it can be shown before anything happens; whoever
/// carries it out takes only its first moves and then plans again, because much may have changed.
/// Same input, same plan. Called by `decide`.
@NullMarked
package dev.isochron.controller.balance;

import org.jspecify.annotations.NullMarked;
