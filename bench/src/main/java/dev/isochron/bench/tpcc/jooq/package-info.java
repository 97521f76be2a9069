/// TPC-C's transactions in jOOQ's typed language, over JDBC: what SQL is asked by a program that
/// does not write it down.
///
/// ```
/// JooqStore    tables, load and view are those of the sister package `sql`
/// JooqSession  one terminal: each transaction in attempts, as there
/// Names        tables and columns, with their types
/// ```
@NullMarked
package dev.isochron.bench.tpcc.jooq;

import org.jspecify.annotations.NullMarked;
