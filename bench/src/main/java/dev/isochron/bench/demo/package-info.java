/// What `isochron demo` shows: rows in databases of their own, and clients that work on them.
///
/// ```
/// TpccWorkload  database tpcc: one warehouse, and terminals that do not wait
/// BankWorkload  database bank: accounts, transfers, and audits that must come out even
/// DemoDatabase  where both are, through JDBC
/// ```
///
/// Found by `node` as its `DemoWorkload`s; nobody else calls.
@NullMarked
package dev.isochron.bench.demo;

import org.jspecify.annotations.NullMarked;
