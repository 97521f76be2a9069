/// Numbers: arithmetic, rounding, roots, logarithms, trigonometry.
///
/// Integers and floats that leave their range are refused; results of `numeric` have the scales
/// that PostgreSQL gives them. Called by `resolve`.
@NullMarked
package dev.isochron.sql.function.number;

import org.jspecify.annotations.NullMarked;
