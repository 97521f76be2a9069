/// Small worlds of both machines, of which every interleaving is tried.
///
/// ```
/// Plan       which shards there are, what can go wrong, which rules hold
/// HandLease  a leader's time, moved by hand
/// Wire       what can be on its way: parleys, and the requests of the one client
/// ShardBox   one shard: log, state, the leader's machines, its locks; and what judges must know
/// Explorer   all worlds that can be reached, each judged once; and whether each comes to rest
/// ```
///
/// A world is one box for each shard, the messages ever sent, what the client was told, and the
/// time. Messages are never taken away: each can come at any time, again and again, or never, which
/// is loss, duplication and reordering in one. A crash loses all that was not chosen, or part of
/// what was proposed.
@NullMarked
package dev.isochron.txn.world;

import org.jspecify.annotations.NullMarked;
