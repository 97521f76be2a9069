/// Comparing the replicas of shards (S1), for people and by the nodes themselves.
///
/// ```
/// CheckCommand   isochron check: all shards, now or at a timestamp
/// Inspector      each node, again and again, the shards that it leads
/// FindingText    what was found, as people read it
/// ```
///
/// How replicas are compared stands in `dev.isochron.client.compare`. An inspector has a thread of
/// its own, speaks to the nodes as any client does, and takes a small part of their time.
@NullMarked
package dev.isochron.node.inspect;

import org.jspecify.annotations.NullMarked;
