/// TPC-C over JDBC, as a good application would write it: prepared statements, batches, and the
/// transaction run again after a serialization failure.
///
/// The same statements for every database that speaks PostgreSQL's protocol; nothing in them is
/// beyond standard SQL but `LIMIT` and `FOR UPDATE`. All run at SERIALIZABLE.
///
/// ```
/// SqlStore      the tables, and connections
/// SqlWork       a connection with its prepared statements
/// SqlSession    attempts; SqlNewOrder, SqlPayment, SqlDelivery, SqlReads are the transactions
/// ```
///
/// Callers: the `bench tpcc` command.
@NullMarked
package dev.isochron.bench.tpcc.sql;

import org.jspecify.annotations.NullMarked;
