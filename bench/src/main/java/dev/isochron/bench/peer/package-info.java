/// Peers that a figure of ours stands beside: others' systems, given the same thing to do.
///
/// A peer is run as its makers would have it run: its current release, its defaults, and beyond
/// them only settings that make it quicker at the task without weakening what it promises.
/// docs/benchmarks.md lists the settings and why.
///
/// Callers: the commands of `bench`.
@NullMarked
package dev.isochron.bench.peer;

import org.jspecify.annotations.NullMarked;
