/// Functions of many rows.
///
/// Each is an [dev.isochron.sql.expression.Accumulator] that takes rows, and can be counted in
/// parts near the data: the state of one is merged into another. Sums of integers are exact;
/// averages and variances of integers and numerics are computed as numerics with PostgreSQL's
/// scales. Called by `resolve`.
@NullMarked
package dev.isochron.sql.function.aggregate;

import org.jspecify.annotations.NullMarked;
