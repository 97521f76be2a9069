/// TPC-C over the Java client: the tables declared natively, and the transactions as a Java program
/// would write them.
///
/// The client refuses tables with indexes, so the second ways to customers and orders are tables of
/// their own, kept by the same transactions:
///
/// ```
/// warehouse (w)
/// ├── loaded (w, step)                  which steps of the load are done
/// ├── stock (w, i)
/// └── district (w, d)
///     ├── customer (w, d, c)
///     │   └── history (w, d, c, row)    the row number is drawn
///     ├── customer_name (w, d, last, first, c)
///     ├── orders (w, d, o)
///     │   └── order_line (w, d, o, n)
///     ├── orders_customer (w, d, c, o)
///     └── new_order (w, d, o)           not under orders, so that the oldest is the first of all
/// item (i)
/// ```
///
/// Callers: the `bench tpcc` command.
@NullMarked
package dev.isochron.bench.tpcc.client;

import org.jspecify.annotations.NullMarked;
