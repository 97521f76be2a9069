/// The statement as it was written: a tree of records with source positions, and nothing resolved.
///
/// ```
/// Statement  → Query | Change | Definition | Control | Setting | Prepared | Explain | Copy
///            | Inspection | Upkeep
/// Query      → With? QueryBody SortKey* limit? offset? Locking*
/// QueryBody  → SelectBlock | ValuesRows | WholeTable | SetOperation | Nested
/// FromItem   → TableReference | DerivedTable | FunctionTable | Join
/// Change     → Insert | Update | Delete
/// Expression → literals | names | operators | predicates | calls | constructors | sub-queries
/// ```
///
/// Names are folded already; types spelled in SQL's own words (`double precision`) carry their
/// catalog name (`pg_catalog.float8`), as do functions with a syntax of their own (`extract`). What
/// the tree can hold may still be refused by the binder: it has room for what comes next.
///
/// Every node has the 1-based character offset where it begins, or for an operator where the
/// operator stands, which is what PostgreSQL points at. Lists in nodes are never changed. Made by
/// `syntax`, read by `bind` and `session`.
@NullMarked
package dev.isochron.sql.tree;

import org.jspecify.annotations.NullMarked;
