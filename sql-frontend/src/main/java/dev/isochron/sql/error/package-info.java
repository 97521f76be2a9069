/// What goes wrong in SQL: the codes, messages, hints and positions that a client is told.
///
/// ```
/// SqlException → SqlError(code: SqlCode, message, detail?, hint?, position, place)
/// place        → Place(schema?, table?, column?, dataType?, constraint?)
/// ```
///
/// Every refusal has a SQLSTATE; a position is a 1-based character offset in the statement's text,
/// 0 where there is none. What is not supported is refused with [SqlCode#FEATURE_NOT_SUPPORTED] and
/// its name. Used by all of `sql`; knows nothing of it.
@NullMarked
package dev.isochron.sql.error;

import org.jspecify.annotations.NullMarked;
