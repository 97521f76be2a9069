/// What two-phase commit writes into a shard's log, and what the log makes of it.
///
/// ```
/// TxnRecord   Prepared | Committed | Aborted | Resolved | Forgotten | Horizon
/// Pledge      floor and bound of a logged vote, and the tenure it was given under
/// Held        one lock that a logged vote vouches for
/// Kept        what stays of the records: Decision | InDoubt | Settled, each at a Place
/// Spans       cutting lists of spans
/// ```
///
/// All are values. The shard server encodes them; `dev.isochron.txn.TxnState` applies them.
@NullMarked
package dev.isochron.txn.record;

import org.jspecify.annotations.NullMarked;
