/// The words that replicas of one group say to each other.
///
/// ```
/// election     Canvass / CanvassReply (pre-vote), Prepare / Promise | Behind | Refused
/// replication  Accept / Accepted | Refused, Heartbeat / HeartbeatReply | Refused
/// catching up  Fetch / Chosen | Cut, SnapshotFetch / SnapshotChunk | Cut
/// leadership   Resigned, Quiesce, Wake
/// membership   Welcome, Unknown, Farewell
/// ```
///
/// Messages may be lost, doubled, reordered and late; each carries all that its receiver needs to
/// judge it. A message that claims durable state leaves only once that state is synced (P4).
@NullMarked
package dev.isochron.paxos.message;

import org.jspecify.annotations.NullMarked;
