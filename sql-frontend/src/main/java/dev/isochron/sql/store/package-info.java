/// Rows of SQL tables as keys and bytes: how they are laid out, found, and kept together with the
/// entries of their indexes.
///
/// ```
/// TableAccess   one table: rows to keys and bytes and back; its indexes
/// Layout        a way to rows that is sorted: the table by its key, or an IndexAccess
/// Bounds        which part of a layout is wanted → spans of keys
/// ```
///
/// At run time a row is an array with one value for each stored column of the table, in the order
/// of the declaration; columns that nobody asked for are null in it.
@NullMarked
package dev.isochron.sql.store;

import org.jspecify.annotations.NullMarked;
