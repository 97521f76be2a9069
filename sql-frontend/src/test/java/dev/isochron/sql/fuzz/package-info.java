/// Jazzer lets the wire decoder and the parser meet bytes that it changes until they reach code
/// that nothing reached before.
@NullMarked
package dev.isochron.sql.fuzz;

import org.jspecify.annotations.NullMarked;
