/// Clients that write and read ledgers, and what they were told.
///
/// ```
/// Crowd      some clients; bursts and lulls, so that groups go quiet and wake
///   Client   one command or read at a time; repeats under the same number until it knows
/// Receipts   everything that was acknowledged or read, and whether it can all be true
/// ```
///
/// A client may lose an answer, ask the wrong node, and not know what became of a command; it never
/// takes a guess for knowledge. Runs on the world's own time, beside the machines.
@NullMarked
package dev.isochron.simulation.workload;

import org.jspecify.annotations.NullMarked;
