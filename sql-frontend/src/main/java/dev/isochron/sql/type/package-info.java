/// What values are to SQL: PostgreSQL's types, with its names, numbers and modifiers.
///
/// ```
/// SqlType  = TypeId, array of it or not, modifier (-1: none)
/// TypeId   = bool, int4, text, …: one constant for each type that is not an array
/// Modifier = how length, precision and scale are packed into that number
/// ```
///
/// A value at run time is a [dev.isochron.protocol.value.Value] and does not know its type; several
/// SQL types share a kind of value. `json`, `jsonb`, `name`, `"char"` and `character(n)` are texts
/// (the last without its trailing blanks, which mean nothing; they come back on output), `oid` and
/// its aliases are integers, `int2vector` and `oidvector` are arrays.
///
/// Everything in `dev.isochron.sql` may call; this depends on the errors and the protocol's words.
@NullMarked
package dev.isochron.sql.type;

import org.jspecify.annotations.NullMarked;
