/// `isochron bench rebalance`: how much clients feel while the cluster under them changes.
///
/// ```
/// RebalancePlan   how many rows, clients, seconds
/// Fleet           the server processes: founders, newcomers, those that are gone
/// Overseer        asks the controller: views, drains, splits
/// Ground          the table, and where its keys are cut
/// Traffic         clients that move money, read, and put a pulse on every stretch of keys
/// Deed            one call of a client, and what became of it
/// Watch           looks at the controller's view again and again
/// Course          grows, splits, drains, silences, kills, and says when each was
/// Story           deeds, sights and phases of one run; figures are read off it
/// RebalanceRows   those figures as rows and targets
/// ```
///
/// A pulse is one client that writes one row again and again: the longest time without an end of
/// its calls is the stall of whatever shard has that row, the pulse's own round trip included.
@NullMarked
package dev.isochron.bench.rebalance;

import org.jspecify.annotations.NullMarked;
