/// What tables look like: immutable declarations that refuse what cannot be.
///
/// ```
/// Schema    every Table, by id and by name
/// Table     id, name, version, Columns, key (KeyColumns), Ancestors, Indexes
/// Column    ColumnId, name, ColumnType, may it be null, what older rows hold in it
/// KeyColumn ColumnId, SortOrder
/// Ancestor  a table this one is interleaved under, and how much of the key is its
/// Index     IndexId, name, KeyColumns, included columns, unique or not, level
/// ```
///
/// [Colocation] decides from foreign keys alone what belongs together. How declarations and rows
/// become bytes is the business of `dev.isochron.protocol.layout`.
///
/// A declaration that is wrong is refused with an [InvalidDeclaration] that says what to change.
/// Everybody may call; this depends on the values only.
@NullMarked
package dev.isochron.protocol.schema;

import org.jspecify.annotations.NullMarked;
