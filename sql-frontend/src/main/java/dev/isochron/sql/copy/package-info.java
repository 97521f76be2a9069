/// The formats of COPY: text, CSV and binary, in and out.
///
/// ```
/// CopyOptions   format, delimiter, null, header, quote, escape, force_…
/// CopyReader    pieces as they come → rows of fields       TextReader | CsvReader | BinaryReader
/// CopyWriter    rows of values → pieces                    TextWriter | CsvWriter | BinaryWriter
/// ```
///
/// Pieces may be cut anywhere. A field in text is a string, in binary bytes; null is SQL's null.
/// Files and programs of the server are never read or written.
@NullMarked
package dev.isochron.sql.copy;

import org.jspecify.annotations.NullMarked;
