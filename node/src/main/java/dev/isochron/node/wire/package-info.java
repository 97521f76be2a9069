/// Frames between nodes as bytes: from the records of `frame` and `paxos.message` to protobuf and
/// back.
///
/// The bytes of entries and snapshots are wrapped, never copied, on the way out, and taken over as
/// they were read on the way in. Everything read is checked before a record is made of it: what a
/// record refuses, or a replica could choke on, is a [MalformedFrame], never another exception.
///
/// Pure. Called by the transports (`grpc`) and nobody else.
@NullMarked
package dev.isochron.node.wire;

import org.jspecify.annotations.NullMarked;
