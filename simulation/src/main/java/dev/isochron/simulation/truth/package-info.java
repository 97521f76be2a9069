/// What really happened in the shards of a simulated world, put together from their logs and from
/// what left their replicas; judges hold every reply against it.
///
/// ```
/// Versions   every row at every timestamp, as the logs wrote it: the one history
/// Deed       one transaction: what was asked, voted, decided; what its client saw
/// Ticket     a client's question, with what anybody could know when it was sent
/// Sight      what a client was shown, and whether that is what was there
/// Truth      all of it
/// ```
///
/// Nothing here is taken from the state of a replica: entries count in the order of the log, once.
@NullMarked
package dev.isochron.simulation.truth;

import org.jspecify.annotations.NullMarked;
