/// `isochron bench kv`: what transactions on rows cost, beside the replicated log under them and
/// the bare disk and network under that.
///
/// Three servers, three shards of equally many rows, and a client in a process of its own. A
/// [KvCase] is an operation, a number of clients and a way to choose rows. Repetitions go round all
/// cases, so that cases which are compared lie close to each other in time.
///
/// ```
/// KvCase  = KvOperation, clients, KvKeys
/// KvShape = rows of each shard; the borders between them
/// KvPlan  = cases, repetitions, lengths
/// ```
///
/// Callers: the `bench kv` command.
@NullMarked
package dev.isochron.bench.kv;

import org.jspecify.annotations.NullMarked;
