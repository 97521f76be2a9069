/// `isochron demo`: a small cluster in one process, with load, to look at.
///
/// ```
/// DemoCluster   three nodes over real sockets, threads and files
/// DemoSql       SQL at each of them, and how to connect
/// DemoWriter    a client that keeps writing lines, wherever the leader is
/// DemoCommand   one line a second about both
/// ```
@NullMarked
package dev.isochron.node.demo;

import org.jspecify.annotations.NullMarked;
