/// What shards say to each other while a transaction commits: two-phase commit's vocabulary.
///
/// ```
/// Write        what becomes of one row: Put | Patch | Delete, and what must be true of it before
/// Share        all that one transaction leaves to one shard: tenure, checks, writes
/// Vote         "I vouch for all it did in this span": tenure, floor, bound
/// Outcome      Committed(s) | Undone(why): one for each transaction id, for ever
/// Parley       the messages: Yes | No | Decided | Logged | Inquiry | Wound | VoteAgain
/// ```
///
/// ```mermaid
/// sequenceDiagram
///     participant C as client
///     participant P as participant (owns some written keys)
///     participant A as coordinator (owns the anchor key)
///     C->>P: Prepare(share)
///     C->>A: Commit(own share, hulls of the others)
///     P->>P: locks, log Prepared(floor, bound)
///     P->>A: Yes(vote)
///     A->>A: log Committed(s), max floor <= s <= min bound
///     A->>C: committed, once s is surely past
///     A->>P: Decided(s)
///     P->>P: log Resolved, versions visible, locks gone
///     P->>A: Logged
/// ```
///
/// A message names keys, not shards: whoever owns the key now is meant (splits and merges move
/// keys). All are values; they decide nothing. Messages may be lost, doubled, reordered and late;
/// `dev.isochron.txn` says what each means when. Everybody from level 2 up may call.
@NullMarked
package dev.isochron.protocol.commit;

import org.jspecify.annotations.NullMarked;
