/// `isochron bench ycsb` and `isochron bench bank`: mixtures of operations, as applications have
/// them.
///
/// ```
/// Mix        YCSB's A to F, and the bank
/// Mixture    the rows of one, and one operation of it by chance: UserTable, BankTable
/// MixClient  the client process: loads, and carries out load orders
/// MixBench   three servers, three shards; cases in turns
/// ```
///
/// Callers: the two commands.
@NullMarked
package dev.isochron.bench.mix;

import org.jspecify.annotations.NullMarked;
