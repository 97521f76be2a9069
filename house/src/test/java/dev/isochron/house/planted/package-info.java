/// Planted faults: classes that break the rules of the house, for the tests that find them.
///
/// Only the tests of `house` may know them.
@NullMarked
package dev.isochron.house.planted;

import org.jspecify.annotations.NullMarked;
