/// Compiles statements and runs them against the store: `parse → bind → plan → run`.
///
/// ```
/// SqlEngine     what a gateway has one of: the catalog, the functions, sequences' reserves
/// Compiled      a statement that was understood: types, columns, and its plan
/// Unit          an open transaction or a snapshot, as statements see it
/// Answer        rows that come one by one, and their number at the end
/// Surroundings  the session, as expressions see it
/// ImageTables   names of one image of the catalog, and how its tables are stored
/// Sequences     numbers given out, some reserved at a time
/// ```
///
/// A statement is compiled by an image of the catalog. Each unit reads the image's version once,
/// under a shared lock or at its moment, and compiles again what was compiled by another (Q2).
@NullMarked
package dev.isochron.sql.engine;

import org.jspecify.annotations.NullMarked;
