package dev.isochron.sql.syntax;

import org.jspecify.annotations.Nullable;

/// A piece of a statement.
///
/// @param text of a word, folded; of a string or a quoted name, what it means; of a parameter, its
///   digits; of others, as written
/// @param word what is special about a word; null if nothing is
/// @param start where it begins in the text
/// @param end where it ends, exclusive
/// @param position where it begins in characters, from 1
record Token(Kind kind, String text, @Nullable Word word, int start, int end, int position) {

    /// The kinds of tokens.
    enum Kind {
        END,
        WORD,
        QUOTED,
        STRING,
        WHOLE,
        DECIMAL,
        PARAMETER,
        OPERATOR,
        PUNCTUATION;

        /// Whether the text is what matters, and is as it was written.
        boolean isFixed() {
            return this == WORD || this == OPERATOR || this == PUNCTUATION;
        }
    }

    /// Whether this is the word, operator or sign; a quoted name is none.
    boolean is(String what) {
        return kind.isFixed() && text.equals(what);
    }

    /// What it may be, if it is a word or a quoted name.
    WordClass wordClass() {
        return word == null ? WordClass.NAME : word.wordClass();
    }

    /// Whether it is a word or a quoted name.
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
