/// What nodes and the controller say to each other, and what operators ask.
///
/// ```
/// ControlWord = Report     a node to the controller: the shards it leads; also "I am here"
///             | Orders     the controller to a node: what its replicas are to do, who decides
///             | Asking     a node to the controller: an operator's plea
///             | Ruled      and the answer
/// Plea        = Do(command) | Show | PlanDrain | PlanAll
/// Ruling      = Done | Refused | Seen(view) | Planned(plan) | Nobody(why)
/// ```
///
/// All of it may be lost, doubled and late: reports and orders are repeated, a plea is asked again
/// by whoever waits. Nothing here has behaviour. Used by `node`.
@NullMarked
package dev.isochron.controller.word;

import org.jspecify.annotations.NullMarked;
