/// What clients say to shards, and shards to each other, as protobuf writes it: generated from
/// `store.proto`.
///
/// All messages are members of `Wire`. Nothing here is checked: `dev.isochron.protocol.wire` turns
/// them into records and believes nothing on the way. Nobody else needs their content; the gRPC
/// stubs are used by the client's transport and the node's service.
@NullMarked
package dev.isochron.protocol.store;

import org.jspecify.annotations.NullMarked;
