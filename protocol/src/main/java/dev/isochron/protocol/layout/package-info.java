/// Where rows are: which key and which bytes stand for a row of a table, and what lies next to it.
///
/// ```
/// key    = number element* (number element*)* 01
///          └ root ───────┘ └ below it ─────┘ end
/// number = of a table or an index, 30–CF and what follows
/// ```
///
/// A row's key is its table's number and the elements of its own key columns, put behind those of
/// the row it is interleaved under, and a byte that ends it. Numbers, the end and the elements
/// begin with different bytes, so a key is taken apart without knowing any table, and no row's key
/// is a prefix of another's: a store may append a timestamp without disturbing the order.
///
/// ```
/// 30 … 4F     │ 50 ………………………………………………………………………………………………………… │ CF ……
/// the system's │  users' root tables and indexes, by number
///              │  ├─ directory of root row 7 ───────────────┤├─ of row 8 ── …
///              │  │ the row │ rows of table 61 under it │ rows of table 64 … │
/// ```
///
/// A **directory** is a root row and all that is interleaved under it: one span, of the keys that
/// begin with the root row's number and elements. Shards are split between directories where that
/// is possible ([Directory]).
///
/// ```
/// KeyPath     a key taken apart: numbers, and where their elements are
/// RowKeys     the keys of one table: from values, to values, of a part of them
/// IndexKeys   the same for the entries of an index
/// TableRows   whole rows to key and Row, and back
/// SystemTables, TableRecords   how declarations themselves are stored
/// ```
///
/// docs/keys.md shows it byte by byte. Everybody who reads or writes rows calls this.
@NullMarked
package dev.isochron.protocol.layout;

import org.jspecify.annotations.NullMarked;
