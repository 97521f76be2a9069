/// Histories of transactions that append to lists, and whether they can have happened.
///
/// ```
/// Operation     one line of a history: invoke | ok | fail | info, by a process, with its steps
/// Step          Append(key, value) | Read(key, what was seen)
/// HistoryText   operations as EDN, a map a line, the form that public checkers of such histories
///               read
/// Transaction   an invocation with its completion; what is known of it
/// KeyOrders     per key the order of its values, as the reads show it
/// Dependencies  who must come before whom, and why
/// Cycles        a shortest cycle in each knot of them
/// ListAppendJudge    all of it: anomalies, each with its evidence
/// ```
///
/// Every appended value is unique for its key, so a read of a list tells who wrote, in which order
/// (Kingsbury and Alvaro, *Elle*, VLDB 2020, §4). Added to that are the order in real time and that
/// of the commit timestamps, so that strict serializability and external consistency are judged,
/// not serializability alone. Everything is deterministic: the same history gives the same text.
/// Called by the command line, and by the judges of a simulated cluster.
@NullMarked
package dev.isochron.simulation.history;

import org.jspecify.annotations.NullMarked;
