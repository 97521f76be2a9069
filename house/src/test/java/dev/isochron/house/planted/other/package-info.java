/// Planted: one of two packages that know each other; see `RoomsTest`.
@NullMarked
package dev.isochron.house.planted.other;

import org.jspecify.annotations.NullMarked;
