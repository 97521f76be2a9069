/// Changes of rows, with all that must stay true of them.
///
/// ```
/// InsertStep | UpdateStep | DeleteStep   steps that change the rows they are given
/// Changes       what one statement changes; the constraints that are looked at when it ends
/// RowWriter     rows and the entries of their indexes: NOT NULL, CHECK, keys and unique indexes
/// References    foreign keys, both ways
/// Bulk          writes to tables that nobody else knows of yet
/// TableRules    what must be true of a table's rows, ready to be evaluated
/// Violations    the errors, in PostgreSQL's words
/// ```
///
/// Rows and entries are written to one transaction (Q1). What a unique index forbids is looked for
/// under a lock on the whole range that would hold it, so nobody can put another there.
@NullMarked
package dev.isochron.sql.change;

import org.jspecify.annotations.NullMarked;
