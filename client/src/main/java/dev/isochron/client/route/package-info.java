/// Which shard has a key, who leads it, and how a request gets there.
///
/// ```
/// ShardCache   what is known of the map; an older entry never replaces a newer one
/// ServerTime   a time that is surely past, heard from nodes
/// Deadline     until when a caller waits
/// Errand       one request until it is answered, followed from node to node
/// Errands      several at once
/// Router       all of the above for one client
/// ShardReads   lookups, spread over shards and put together again
/// Moment       the one timestamp that several reads without locks share
/// ```
///
/// Every request can be sent again under the same transaction id, and is, until its deadline. What
/// was lost on the way is remembered ([Errand#mayHaveArrived]): nothing new is made of it.
@NullMarked
package dev.isochron.client.route;

import org.jspecify.annotations.NullMarked;
