/// A disk that breaks in every way that real ones do, from a seed.
///
/// ```
/// CrashDisk   the Disk port over CrashFiles and a directory; fails on demand
/// CrashFile   what a reader sees, and per unsynced sector what the platter may hold instead
/// PowerCut    which of the unsynced sectors a power cut lets through
/// ```
///
/// It knows what is durable, so a judge can compare what a store claimed with what it had made sure
/// of. One seed is one history: nothing here reads a clock or iterates a hash map.
@NullMarked
package dev.isochron.simulation.disk;

import org.jspecify.annotations.NullMarked;
