/// `isochron demo`: a small cluster in one process, with something in it, to look at.
///
/// ```
/// DemoCommand   what was asked for
///   DemoCluster   nodes over real sockets, threads and files; each may fail and come back
///   DemoSql       SQL at each of them, and how to connect
///   DemoShow      loads, lets clients work, opens the shell or prints the report
///     DemoWorkload  rows and work, brought by a room that depends on this one
///     DemoChaos     takes the leader away now and then
///   DemoLog       instead: lines in the log beneath, and one a second about them
///     DemoWriter    a client that keeps writing, wherever the leader is
/// ```
@NullMarked
package dev.isochron.node.demo;

import org.jspecify.annotations.NullMarked;
