/// The whole house: what only makes sense with all rooms in sight.
///
/// Its pom writes the class path that the launcher runs on. Its tests walk through every room and
/// check what no room can check about itself: format, style, door plates, links, who knows whom,
/// and that the cores stay deterministic. Nobody calls it.
@NullMarked
package dev.isochron.house;

import org.jspecify.annotations.NullMarked;
