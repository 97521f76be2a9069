/// Expressions, as they are resolved and evaluated, compared with PostgreSQL's.
///
/// `expressions.txt` has one expression a line; more are made from types, operators and values at
/// the edge. A small binder stands between the parser and the resolver, so that nothing else is
/// tested with them.
@NullMarked
package dev.isochron.sql.resolve;

import org.jspecify.annotations.NullMarked;
