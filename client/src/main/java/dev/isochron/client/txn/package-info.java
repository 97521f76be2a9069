/// One transaction at work: what it read, what it will write, and how it commits.
///
/// ```
/// Attempts    tries the work of a transaction until it is done
/// Tries       one transaction through all its attempts: new ids, one age, pauses, the commit
/// Run         one attempt: its locks, its checks, its buffer; the reads that go through it
/// Held        what it found under its locks, so that nothing is asked for twice
/// Buffer      what it will write, one Write for each key, and what reads see of that
/// Plan        who gets which share when it commits
/// TwoPhase    Prepare to the others and Commit to the coordinator at once; unknown outcomes
/// Ballots     how a transaction that only read makes sure that its locks held
/// Heart       keeps the locks of open transactions alive
/// ```
///
/// What must stay true. A commit whose answer was lost is sent again under its own id and no other,
/// or its outcome is asked for; a new attempt begins only once the old one is surely undone. A
/// share that was sent is not cut anew, unless the shard said that nothing was done with it.
@NullMarked
package dev.isochron.client.txn;

import org.jspecify.annotations.NullMarked;
