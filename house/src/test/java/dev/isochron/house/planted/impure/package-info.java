/// Planted: a core that touches the world in every way it must not; see `DeterminismTest`.
@NullMarked
package dev.isochron.house.planted.impure;

import org.jspecify.annotations.NullMarked;
