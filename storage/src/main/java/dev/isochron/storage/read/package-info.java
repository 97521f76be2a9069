/// Reads that merge what is in memory with what is stored.
///
/// ```
///        newest first
///   active table   ──┐
///   frozen tables  ──┼── Layer ── MergedWalk ── PageReader: pages, newest timestamps, checksums
///   a view         ──┘
/// ```
///
/// Versions of one key come in rising order, so those in an upper layer are newer than all in a
/// lower one: the first layer that has a visible version of a key has the right one. Tables are
/// taken before the view is opened; what a flush moves meanwhile is in both, never in neither.
///
/// Every walk has a budget of steps, so that no read holds a view long, whatever it meets.
@NullMarked
package dev.isochron.storage.read;

import org.jspecify.annotations.NullMarked;
