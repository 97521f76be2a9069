/// The values of a row that are not in its key, in as few bytes as allow to find one of them
/// without reading the others.
///
/// ```
/// row      = header version values nulls id* id* end* body
/// header   = 1 byte: 10h, + 1 if ids take two bytes, + 2 · (bytes of an end − 1)
/// version  = varint          the schema version it was written under
/// values   = varint          how many columns hold a value …
/// nulls    = varint          … and how many hold null
/// id*      = of the values, ascending; then of the nulls, ascending
/// end*     = where each value ends within the body; it begins where the one before ends
/// body     = the values, end to end
/// ```
///
/// A column that is neither among the values nor among the nulls was unknown when the row was
/// written: it holds what its declaration says that older rows hold. So adding a column touches no
/// row, and dropping one leaves bytes that nobody looks for.
///
/// A value is written as its type needs it, without naming the type: integers, dates and times in
/// as few bytes as hold them (none for zero), a numeric with its scale, text in UTF-8. Unlike in a
/// key, nothing is lost: what is read is `equals` to what was written.
///
/// Kept here: each row has one form (a row that is parsed is byte for byte the row that would be
/// built from its columns), and any bytes are parsed as what they stand for or refused as
/// [MalformedRow]. Checksums are the store's; it binds them to the key.
///
/// Called by whoever reads or writes rows; `dev.isochron.protocol.layout` puts keys and rows
/// together.
@NullMarked
package dev.isochron.protocol.row;

import org.jspecify.annotations.NullMarked;
