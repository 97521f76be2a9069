/// Statements from text to rows, on a cluster in memory.
@NullMarked
package dev.isochron.sql.engine;

import org.jspecify.annotations.NullMarked;
