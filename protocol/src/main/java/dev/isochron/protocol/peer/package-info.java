/// What nodes say to each other, as protobuf writes it: generated from `peer.proto`.
///
/// Nothing here is checked: whoever receives a message treats every field as hostile. Read and
/// written by the `node` room alone.
@NullMarked
package dev.isochron.protocol.peer;

import org.jspecify.annotations.NullMarked;
