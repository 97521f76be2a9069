/// Programs of transactions that tell whether a cluster keeps its promises.
///
/// ```
/// Workload     prepare a cluster, act as one client again and again, look at the end
///   ListAppend   transactions append to lists and read them; their history is judged
///   Bank         transfers; the sum stays the same in every snapshot
///   Cycle        a ring of pointers that any torn or lost update breaks
/// Recorder     what clients asked for and were told, in the order in which it happened
/// ```
///
/// They use the client as applications do, so the same program runs against real processes and in
/// virtual time. A client that does not know what became of a transaction says so and goes on as
/// another one.
@NullMarked
package dev.isochron.simulation.transactions;

import org.jspecify.annotations.NullMarked;
