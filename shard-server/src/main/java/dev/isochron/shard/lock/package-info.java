/// The lock table of a shard's leader: two-phase locking, with wound-wait by age.
///
/// ```
/// LockTable     all of one leadership; one step per call: an answer, and what became of others
///   Entry       one attempt of a transaction, under one Tenure, from its first request to its end
///     locks     span → mode; spans are rows or ranges, modes are columns read and written
///     Request   locks that it waits for, granted as a whole; known by its Ticket
///   Place       one span that is locked or waited for: holders and waiters, grouped by mode
///   EndedAttempts   who gets no entry again
/// ```
///
/// A request meets an older attempt's lock: it waits. A younger one's: that one is wounded, unless
/// it has voted; then its coordinator is asked, and the request waits. It goes ahead of younger
/// ones that wait, upgrades or not, and behind older ones.
///
/// ```
/// acquire ──▶ Granted(ticket, tenure)          the locks are held; read, answer
///        ╰──▶ Waiting(ticket) ──▶ LockEvent.Granted | Ended | Withdrawn, in a later step
///        ╰──▶ Refused(failure)                 nothing was taken; Aborted: the attempt is over
///
/// voted(id)      in the step that proposes its prepare, or its commit, or sends its unlogged vote:
///                wounds spare it from now on, requests of it that wait are withdrawn
/// release(id)    the outcome is applied, or the client rolled back, or an unlogged vote's bound is
///                past: all its locks are free, whoever waited is granted in the events returned
/// end(id, why)   the client is gone; does nothing to one that has voted
/// giveUp(ticket) a request has waited long enough
/// askAgain()     from a timer, with pauses: CoordinatorAsked once more, for whoever still waits
/// holds, verify  what a vote or a commit quotes, tenure first
/// restore        prepared transactions of an earlier leadership, before the first acquire
/// ```
///
/// **To lock a scan** there are two ways, both within one step. Read without a lock as far as the
/// scan goes, then acquire the range up to the last key met, and read again only if that had to
/// wait: nothing is locked, or wounded, that the scan does not meet. Or acquire the whole range,
/// read, and [LockTable#shrink] it to what was read before the answer leaves. Where a limit is
/// small the first way is kinder to others.
///
/// Kept here: two attempts never hold conflicting locks. Whoever waits, waits for older ones or for
/// voted ones, so the oldest waits for no unvoted one and no circle of waiting lasts. T5: a vote
/// counts for locks that are all held. T8: under the tenure that it quotes; an attempt that has
/// ended is given no second entry. Called by the shard's replica, and by nothing else.
@NullMarked
package dev.isochron.shard.lock;

import org.jspecify.annotations.NullMarked;
