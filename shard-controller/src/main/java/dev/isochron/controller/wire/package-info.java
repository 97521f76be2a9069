/// The controller's nouns, records and words as protobuf and back (`cluster.proto`).
///
/// ```
/// Terms        servers, shards, jobs, loads
/// RecordCodec  entries of the controller's log, and whole images
/// WordCodec    what nodes and the controller say
/// PleaCodec    what operators ask and hear
/// ```
///
/// What comes in is checked: whatever a record refuses is a [MalformedMessage].
@NullMarked
package dev.isochron.controller.wire;

import dev.isochron.protocol.wire.MalformedMessage;
import org.jspecify.annotations.NullMarked;
