/// Which types convert to which, when, and how.
///
/// ```
/// Casts.find(from, to)  → Cast(context, conversion, volatility)   of all types, arrays too
/// Casts.fit(type)       → what the type's modifier does to a value
/// CastTable               PostgreSQL's table of casts
/// ```
///
/// A cast is implicit (anywhere), on assignment (into a column), or explicit (where the user wrote
/// it). Beside the table every type converts to texts on assignment and from texts explicitly, by
/// way of its own text. Used by `resolve`.
@NullMarked
package dev.isochron.sql.cast;

import org.jspecify.annotations.NullMarked;
