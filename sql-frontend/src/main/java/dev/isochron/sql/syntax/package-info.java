/// Text to tree: the lexer, the parser, the fingerprint, and the way back from tree to text.
///
/// ```
/// text → Lexer → Tokens (look ahead) → Statements → Queries, Changes, Definitions, … → tree
///                                          Expressions → Operands → Calls
/// text → Fingerprint (key of the plan cache, literals)
/// tree → Deparser → text
/// ```
///
/// The language is PostgreSQL 15's with our own statements. The parser goes down by hand, one class
/// to a part of the language; expressions climb by precedence. It never goes back: what looks alike
/// at first, like a query and an expression in parentheses, is read once and told apart when it
/// ends. Bounds: [Lexer#MAX_LENGTH] characters, [Tokens#MAX_DEPTH] levels.
///
/// Called by `session` and `engine`; knows only `tree` and `error`.
@NullMarked
package dev.isochron.sql.syntax;

import org.jspecify.annotations.NullMarked;
