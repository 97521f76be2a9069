/// The names that travel with every transaction and every request.
///
/// ```
/// TxnId        one attempt of a transaction: when it was born, where, its number there
/// Age          the first attempt of it; smaller is older, and the older one is never wounded
/// Attempt      one try with its age, and what to call it when people ask
/// Tenure       one entry of one leader's lock table; what a vote vouches for
/// LockMode     columns read, columns written; ColumnSet is a set of columns in 64 bits
/// ShardId, Generation, Route    whom a request is meant for, and as of which shape of it
/// ShardEntry   what the map says of a shard; what a wrong guess is answered with
/// CommitToken  a commit's timestamp for users to carry around
/// ```
///
/// All are values: immutable, equal by content, with one form in bytes each. They decide nothing.
/// The limits that depend on the time (a token from the future) are checked where there is a clock.
///
/// Kept here: a [TxnId]'s bytes are ordered as it is, as outcome records are found by them.
/// Everybody from level 2 up may call.
@NullMarked
package dev.isochron.protocol.txn;

import org.jspecify.annotations.NullMarked;
