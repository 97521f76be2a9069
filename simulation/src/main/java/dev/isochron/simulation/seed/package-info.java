/// Where every decision of a simulated world comes from: one seed, and a named generator for each
/// concern.
///
/// ```
/// seed ──▶ Generator ──fork("network")──▶ Generator ──fork("n1→n2")──▶ ...
///                    ──fork("disk")────▶ ...
/// ```
///
/// A fork depends on the seed and the names on its path only, not on how much was drawn before: a
/// fault that draws once more does not change what the network does. Everybody in this room may
/// call it; it depends on nothing but the `Chance` port of the replicas.
@NullMarked
package dev.isochron.simulation.seed;

import org.jspecify.annotations.NullMarked;
