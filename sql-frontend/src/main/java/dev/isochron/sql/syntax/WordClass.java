package dev.isochron.sql.syntax;

/// What a word may be besides itself, as PostgreSQL divides its key words.
enum WordClass {
    /// Anything that a name can be; most key words are no more special than that.
    NAME,
    /// A column's or table's name, but no function's or type's.
    COLUMN_NAME,
    /// A function's or type's name, but no column's or table's.
    TYPE_OR_FUNCTION,
    /// Only a label after AS.
    RESERVED
}
