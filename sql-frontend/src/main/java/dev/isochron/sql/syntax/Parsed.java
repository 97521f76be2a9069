package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Statement;

/// A statement and the piece of the text that it is.
///
/// @param start index in the text of its first character
/// @param end index after its last character, without the semicolon
public record Parsed(Statement statement, int start, int end) {}
