/// Functions and operators of arrays, and functions that count out series of rows.
///
/// Arrays have one dimension and begin at 1. Called by `resolve`.
@NullMarked
package dev.isochron.sql.function.array;

import org.jspecify.annotations.NullMarked;
