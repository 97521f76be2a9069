/// An ordered store that breaks as real ones do, from a seed.
///
/// It is `MemoryStore` with a crash model: a batch is durable once it is synced, and one that was
/// on its way at a crash is there whole or not at all. It never loses what was synced and never
/// tears a batch, because LMDB does not; what LMDB cannot see, a flipped bit, it can be given.
@NullMarked
package dev.isochron.simulation.store;

import org.jspecify.annotations.NullMarked;
