/// TPC-C, revision 5.11, as one definition for every driver: tables, initial rows, and what
/// transactions are asked to do.
///
/// ```
/// TpccTable    nine tables: columns, keys, foreign keys                 clause 1.3
/// TpccScale    how many rows; the rules fix all but the warehouses      clause 1.2
/// Population   the rows of each loading step, from the seed             clause 4.3.3
/// TpccChance   NURand, texts, last names                                clauses 2.1.6, 4.3.2
/// Kind         the five transactions: share, keying, thinking, limit    clause 5.2.5
/// Deck         the order of kinds of one terminal                       clause 5.2.4.2
/// Input        what one transaction is asked to do                      clauses 2.4.1 … 2.8.1
/// Draw         inputs by chance
/// ```
///
/// Pure functions of the seed: a row or an input is the same for every driver. Callers: the sister
/// packages.
@NullMarked
package dev.isochron.bench.tpcc.model;

import org.jspecify.annotations.NullMarked;
