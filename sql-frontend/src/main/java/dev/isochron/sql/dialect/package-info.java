/// Statements of other databases, said in PostgreSQL's words.
///
/// What a session is sent under `SET sql_dialect` comes through here before our own parser reads
/// it: a text is cut at its semicolons, jOOQ's parser reads each piece, and jOOQ writes it again
/// for PostgreSQL. Nothing is looked up in a catalog and nothing is run.
///
/// Called by `session`, and by the shell of `node` for the cutting.
@NullMarked
package dev.isochron.sql.dialect;

import org.jspecify.annotations.NullMarked;
