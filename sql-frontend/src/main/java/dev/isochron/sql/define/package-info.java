/// Statements that change the catalog: what they make of it, and of rows that are there already.
///
/// ```
/// Definitions   one statement → its effect on the catalog, in the statement's transaction
///   TableMaker    CREATE TABLE: columns, constraints, where the table is interleaved
///   IndexMaker    CREATE INDEX, and what UNIQUE needs
///   Alterations   ALTER TABLE
///   Drops         DROP of all kinds, TRUNCATE
///   SequenceMaker sequences
/// Names         names that nobody gave, and those that are taken
/// Backfill      rows of a table, laid out for an index or a column that is new
/// Notices       what a statement says that is no error
/// ```
///
/// A statement holds the database's version whole while it works, so nobody reads or writes by what
/// it changes. Rows that dropped things leave behind are erased after the commit.
@NullMarked
package dev.isochron.sql.define;

import org.jspecify.annotations.NullMarked;
