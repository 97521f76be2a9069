/// Programs and libraries that people bring, tried against a cluster: which work, and where those
/// that do not stop.
///
/// A [Trial] is one client; it does its steps one after the other and notes each with a [Verdict].
/// [ClientsPage] writes what came of it as a page.
///
/// Callers: `isochron bench clients`.
@NullMarked
package dev.isochron.bench.clients;

import org.jspecify.annotations.NullMarked;
