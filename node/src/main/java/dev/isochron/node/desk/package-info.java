/// Where clients of a ledger are served: commands in, one answer each.
///
/// ```
/// LedgerDesk       all commands that wait for a group become one entry; answers after commit wait
/// EntriesUnderWay  with many groups at work, each has one entry under way
/// Answer           Recorded | Lines | NotLeader | Busy | NotDone | OutcomeUnknown | Expired | Rejected
/// ```
///
/// Every command is answered exactly once. An answer says whether the command was done, was surely
/// not done, or that nobody here can say (FAULTS N8). T3 is kept here: no answer tells of a
/// timestamp that is not surely past. Called by `assembly` on the node's loop.
@NullMarked
package dev.isochron.node.desk;

import org.jspecify.annotations.NullMarked;
