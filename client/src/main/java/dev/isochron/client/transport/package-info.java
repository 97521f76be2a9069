/// The client's ports, for real: gRPC, threads, a clock and chance.
///
/// ```
/// GrpcPorts       all ports together; with TLS or without
/// GrpcTransport   one thread that owns all connections; requests reach it through one queue
/// NodeLink        one node: a stream that stays, requests and answers in batches
/// Asked           one request until its promise is kept
/// ThreadSessions  waiting on threads, and virtual threads beside
/// ```
///
/// Callers enqueue and are never blocked by a connection. Whatever queued while the thread was busy
/// leaves in one frame. Nothing is sent twice: what was in the queue when a stream broke was surely
/// not sent, what had been handed to it is lost.
@NullMarked
package dev.isochron.client.transport;

import org.jspecify.annotations.NullMarked;
