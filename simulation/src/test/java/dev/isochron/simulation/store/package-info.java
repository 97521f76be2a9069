/// Lives of whole stores from seeds, compared with the plainest possible model.
///
/// ```
/// ShardModel         what a replica holds, as maps of maps
/// StorageStory       applies, flushes, sweeps, splits, removes, crashes, fills up, comes back
/// InstallStory       copies a replica into another store, with a crash or a mix-up at any step
/// ```
@NullMarked
package dev.isochron.simulation.store;

import org.jspecify.annotations.NullMarked;
