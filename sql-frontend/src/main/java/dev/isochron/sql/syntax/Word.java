package dev.isochron.sql.syntax;

/// A key word that is not simply a name.
///
/// @param bareLabel whether it names a column of the result without AS before it
record Word(String text, WordClass wordClass, boolean bareLabel) {}
