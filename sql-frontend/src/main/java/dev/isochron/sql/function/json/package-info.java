/// Functions and operators of `json` and `jsonb`.
///
/// What is taken out of a `json` is the text that was written; what is made of a `jsonb` is in its
/// normal form. Called by `resolve`.
@NullMarked
package dev.isochron.sql.function.json;

import org.jspecify.annotations.NullMarked;
