/// JSON as `json` and `jsonb` know it.
///
/// ```
/// JsonValue = JsonNull | JsonBool | JsonNumber | JsonString | JsonArray | JsonObject
/// JsonParser  text → JsonValue; refuses in PostgreSQL's words
/// JsonText    JsonValue → text, in the normal form of jsonb
/// JsonOrder   the order of jsonb
/// JsonMembers the texts of what a json text holds, as they were written
/// ```
///
/// A `json` keeps its text. A `jsonb` is kept as the text of its normal form: keys sorted by length
/// and then by bytes, of equal keys the last, numbers as `numeric`. Nesting is bounded.
@NullMarked
package dev.isochron.sql.json;

import org.jspecify.annotations.NullMarked;
