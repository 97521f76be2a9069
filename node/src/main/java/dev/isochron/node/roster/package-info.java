/// Who the nodes of the cluster are, as data that changes while they run.
///
/// ```
/// Roster   = version, per number: Entry
/// Entry    = address, locality, first life, whether it is a member
/// ```
///
/// One node decides about the roster at a time (see [Registrar]); each change makes it a version
/// newer, and the newest is spread with pings and kept in a file, so that a node that was away
/// hears of those who came and went. A number is never given twice: those who were removed stay in
/// the roster as such. The roster says whom to speak to and where; who may vote for what is said by
/// the logs of the groups alone.
@NullMarked
package dev.isochron.node.roster;

import org.jspecify.annotations.NullMarked;
