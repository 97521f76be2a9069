/// Every way a request can fail, as a value that says what to do about it.
///
/// ```
/// Failure = BadInput      the request cannot be granted as it is: change it
///         | Aborted       the transaction was undone, nothing of it remains: run it again
///         | Misrouted     somebody else answers this: ask them
///         | Unavailable   nobody can grant it now: wait, or give up
///         | OutcomeUnknown  it may have been done: ask for the outcome
/// ```
///
/// Each tells, and tests hold every one of them to it: whether and how to try again ([Retry]),
/// whether it may have been done after all, the SQLSTATE that drivers know it by, and a paragraph
/// for people with three parts: what happened, where, and what to do. Only [OutcomeUnknown] leaves
/// open whether it was done.
///
/// The set is closed: what is not here is a defect, and stops the replica or breaks the connection.
/// Messages hold names, numbers and the keys of rows, cut to a bound; never other values of rows.
///
/// Servers make them, clients show them; [RequestFailed] carries one through Java code.
@NullMarked
package dev.isochron.protocol.error;

import org.jspecify.annotations.NullMarked;
