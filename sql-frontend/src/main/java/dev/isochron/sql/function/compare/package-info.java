/// Comparison of values: the six operators of every type that has an order.
///
/// Types are compared as PostgreSQL has operators for them, also across types where it has. Called
/// by `resolve`.
@NullMarked
package dev.isochron.sql.function.compare;

import org.jspecify.annotations.NullMarked;
