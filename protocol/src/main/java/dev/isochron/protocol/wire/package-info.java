/// Requests, replies, failures and the talk between shards as protobuf, and back.
///
/// ```
/// RequestCodec   Request   ↔ Wire.Request
/// ReplyCodec     Reply     ↔ Wire.Reply, Outcome ↔ Wire.Outcome
/// ParleyCodec    Parley    ↔ Wire.Parley
/// FailureCodec   Failure   ↔ Wire.Failure
/// EntryCodec     ShardEntry ↔ Wire.ShardEntry
/// ```
///
/// `read` believes nothing: every field is checked before a record is made of it, and whatever does
/// not hold is a [MalformedMessage], never another exception. `write` says each record in one way;
/// texts beyond [Fields#MAX_TEXT] are cut, so that what is written is always read again. The bytes
/// of rows are taken over as they were read, and wrapped on the way out; nobody changes them.
///
/// Pure. Called by the client's transport and by the node; both ends of every wire.
@NullMarked
package dev.isochron.protocol.wire;

import org.jspecify.annotations.NullMarked;
