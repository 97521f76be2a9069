/// What the judges know: everything that the replicas said, made durable and learned, kept apart
/// from what the replicas believe.
///
/// ```
/// Evidence         all of it, for one world
///   Store          one node's disk as the log fills it: what is appended, what is really synced
///     DurableReplica   promise, acceptances and begin that a restart must find
///   Claims         what a replica told others that it has; a restart must cover it
///   GroupLog       the values learned in a group's slots, and who governs which slot
///   Votes          who promised and who durably accepted what
/// ```
///
/// Only the court writes here, before it asks the judges; judges read.
@NullMarked
package dev.isochron.simulation.evidence;

import org.jspecify.annotations.NullMarked;
