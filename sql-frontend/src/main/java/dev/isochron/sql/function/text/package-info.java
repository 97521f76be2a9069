/// Texts and strings of bytes: cutting, padding, searching, patterns, quoting, hashing.
///
/// Positions count characters (code points) from 1. Case follows Unicode, whatever the locale.
/// POSIX regular expressions are translated for the JDK's engine ([RegexSyntax]), which takes the
/// first alternative that fits where PostgreSQL takes the longest; the steps of a match are
/// bounded.
@NullMarked
package dev.isochron.sql.function.text;

import org.jspecify.annotations.NullMarked;
