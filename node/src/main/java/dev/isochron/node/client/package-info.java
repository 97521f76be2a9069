/// A client of the replicated ledgers: many requests under way, to whoever leads.
///
/// ```
/// LogClient    append and read; one thread of the transport owns everything below
///   Route      one group: who is asked, which sequence numbers are under way
///   Link       one server: a stream, requests out in batches, answers in
///   Pending    one request until its end
/// Reply        Written | Page | Failed (surely not done) | Unknown (nobody can say)
/// ```
///
/// A line keeps its sequence number through every repetition, so that the ledger writes it once.
/// What was sent and not answered when the time is up is reported as unknown, never as failed.
@NullMarked
package dev.isochron.node.client;

import org.jspecify.annotations.NullMarked;
