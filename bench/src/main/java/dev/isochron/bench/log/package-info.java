/// `isochron bench log`: what one replicated log costs, beside the bare disk and a peer.
///
/// Every subject is given the same thing to do: three servers make entries durable on a majority,
/// and a client in a process of its own has a number of entries in flight. A [LogCase] names one
/// such thing; each case is repeated, subject by subject in turn, and a ratio is formed within a
/// repetition only, because machines are never quiet.
///
/// ```
/// LogCase   = payload bytes, Load, groups
/// LogSubject → LoadedCluster = servers, client   (Isochron, a peer)
/// Sample    = LoadResult, Usage of each server and the client, syncs
/// RawDisk   = the same bytes written and synced in one process, with no network
/// RoundTrip = one message there and back between two processes over gRPC
/// ```
///
/// Callers: the `bench log` command, and the peers, which implement [LogSubject].
@NullMarked
package dev.isochron.bench.log;

import org.jspecify.annotations.NullMarked;
