/// The transactional Java API: it routes to leaders, buffers writes and retries by itself.
///
/// An application needs this artifact and nothing else. The SQL front end is the same code path.
/// Its transport is a port; the gRPC one is the only part that owns threads and sockets.
///
/// Invariant kept here: T3 wait, for every reply handed to the application.
@NullMarked
package dev.isochron.client;

import org.jspecify.annotations.NullMarked;
