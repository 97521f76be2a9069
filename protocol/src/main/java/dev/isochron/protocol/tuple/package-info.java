/// Values as bytes whose order is the order of the values.
///
/// A tuple is written element by element; each element is a tag and, for most, a body:
///
/// ```
/// tuple    = element*
/// element  = ascending | complement of ascending          (a descending column)
/// ascending = 08                          null, if nulls come first
///           | 09 | 0A                     false, true
///           | 0B…12 bytes                 below zero: 8…1 bytes of value − 1
///           | 13                          zero
///           | 14…1B bytes                 above zero: 1…8 bytes of value
///           | 1C | 1D number' | 1E | 1F number | 20 | 21    −∞, < 0, 0, > 0, ∞, NaN
///           | 22 4 bytes | 23 8 bytes     floating point, sign turned into order
///           | 24 UTF-8 00                 text
///           | 25 (byte | 00 FF)* 00 01    bytes; 00 is written 00 FF
///           | 26 16 bytes                 uuid
///           | 27 integer integer          interval: days, and microseconds of a day
///           | 28 ascending* 04            array
///           | 2F                          null, if nulls come last
/// number   = integer pair*                exponent of 100, then pairs of digits, 2·p + 1 each,
///                                         the last 2·p; number' is its complement
/// ```
///
/// Dates, times and timestamps are written as integers. Tags and their complements leave the bytes
/// `00`–`07`, `30`–`CF` and `F8`–`FF` free for what stands between elements, so that elements can
/// be told from structure without knowing the table.
///
/// Kept here, each by property tests over random and odd values:
///
/// - **order**: bytes compare as the values do in their [dev.isochron.protocol.schema.SortOrder];
/// - **one form**: values that compare equal have the same bytes (`1.0` and `1.00`), and bytes that
///   are read without error are written back the same;
/// - **self-delimiting**: no element is a prefix of another, so a tuple of fewer columns is a
///   prefix of exactly the tuples that begin with its values;
/// - **distrust**: any bytes are read as what they stand for or refused as a
///   [dev.isochron.protocol.key.MalformedKey], never anything else.
///
/// What the order does not see is not in the bytes: the scale of a numeric, the sign of a zero, how
/// an interval was put. [ElementReader] gives the plainest value; rows keep the rest.
///
/// Called by `dev.isochron.protocol.layout`, and by whoever needs an order-preserving form of
/// values.
@NullMarked
package dev.isochron.protocol.tuple;

import org.jspecify.annotations.NullMarked;
