/// TPC-C over Apache Ignite 3's own client, as its makers would have it written: records by their
/// keys, many in one request; SQL where no key is known.
///
/// ```
/// IgniteStore    tables, placed by warehouse, with three replicas; load and view
/// IgniteSession  one terminal: each transaction in attempts
/// IgniteWork     one transaction's records and queries
/// ```
///
/// Ignite has no foreign keys and reads no row for update: a row that is read is locked as shared
/// first, and two that raise it are told so; then one of them begins again.
@NullMarked
package dev.isochron.bench.tpcc.ignite;

import org.jspecify.annotations.NullMarked;
