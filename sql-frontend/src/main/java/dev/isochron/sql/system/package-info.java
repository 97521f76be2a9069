/// What PostgreSQL's clients ask a catalog: `pg_catalog` and `information_schema`, computed from an
/// image of ours and run by the ordinary executor, and the functions that go with them.
///
/// ```
/// SystemCatalog     finds a table by its name; knows all there are
/// SystemTable       name, number, columns, and how its rows are made
/// Shape             columns as they are declared: `oid oid, relname name, …`
/// Line              one row, put together by the names of columns
/// Relations         pg_class, pg_attribute, pg_index, …: tables, indexes, sequences
/// Constraints       pg_constraint
/// Types             pg_type, pg_proc and their kin
/// Cluster           databases, users, settings
/// Standard          information_schema
/// Absent            tables for what there is none of here; always empty
/// SystemFunctions   format_type, pg_get_indexdef, pg_table_is_visible, …
/// ```
///
/// Columns are those of PostgreSQL 15, in its order; what has no meaning here is null or zero.
@NullMarked
package dev.isochron.sql.system;

import org.jspecify.annotations.NullMarked;
