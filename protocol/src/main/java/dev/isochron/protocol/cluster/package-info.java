/// What the controller keeps, what nodes say to it, and what operators ask, as protobuf writes it:
/// generated from `cluster.proto`.
///
/// All messages are members of `Control`. Nothing here is checked: the room `shard-controller`
/// turns them into records and believes nothing on the way.
@NullMarked
package dev.isochron.protocol.cluster;

import org.jspecify.annotations.NullMarked;
