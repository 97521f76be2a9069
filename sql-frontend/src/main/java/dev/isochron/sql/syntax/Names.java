package dev.isochron.sql.syntax;

import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names, by what their place allows.
final class Names {

    private final Tokens tokens;

    Names(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Whether a name of a column, a table, an index … comes next.
    boolean atColumn() {
        return mayBeColumn(tokens.peek());
    }

    /// Whether a token may be a name of a column, a table, an index ….
    static boolean mayBeColumn(Token token) {
        return token.isName()
                && switch (token.wordClass()) {
                    case NAME, COLUMN_NAME -> true;
                    case TYPE_OR_FUNCTION, RESERVED -> false;
                };
    }

    /// Whether a token may be a name of a type or a function.
    static boolean mayBeTypeOrFunction(Token token) {
        return token.isName()
                && switch (token.wordClass()) {
                    case NAME, TYPE_OR_FUNCTION -> true;
                    case COLUMN_NAME, RESERVED -> false;
                };
    }

    /// Whether a token names a column of the result without AS before it.
    static boolean mayBeBareLabel(Token token) {
        Word word = token.word();
        return token.isName() && (word == null || word.bareLabel());
    }

    /// A name of a column, a table, an index ….
    Name column() {
        if (!atColumn()) {
            throw tokens.unexpected();
        }
        return take();
    }

    /// The same if one comes next.
    @Nullable Name acceptColumn() {
        return atColumn() ? take() : null;
    }

    /// A name of a type or a function.
    Name typeOrFunction() {
        if (!mayBeTypeOrFunction(tokens.peek())) {
            throw tokens.unexpected();
        }
        return take();
    }

    /// Any word: what may follow AS or a point.
    Name label() {
        if (!tokens.peek().isName()) {
            throw tokens.unexpected();
        }
        return take();
    }

    /// Any word but a reserved one.
    Name nonReserved() {
        if (!tokens.peek().isName() || tokens.peek().wordClass() == WordClass.RESERVED) {
            throw tokens.unexpected();
        }
        return take();
    }

    /// A role, which may be a word like CURRENT_USER.
    Name role() {
        if (tokens.atAny("current_user", "current_role", "session_user")) {
            return take();
        }
        return nonReserved();
    }

    /// Takes whatever comes next as a name.
    Name take() {
        Token token = tokens.take();
        return new Name(token.text(), token.position());
    }

    /// A name with schema and catalog before it.
    QualifiedName qualified() {
        return rest(column());
    }

    /// The rest of a qualified name.
    QualifiedName rest(Name first) {
        if (!tokens.at(".")) {
            return QualifiedName.of(first);
        }
        List<Name> parts = new ArrayList<>();
        parts.add(first);
        while (tokens.accept(".")) {
            parts.add(label());
        }
        return new QualifiedName(List.copyOf(parts));
    }

    /// A name of a table with at most schema and catalog.
    QualifiedName relation() {
        QualifiedName name = qualified();
        if (name.parts().size() > 3) {
            throw Tokens.syntaxError(
                    name.position(), "improper qualified name (too many dotted names): " + name);
        }
        return name;
    }

    /// Columns in parentheses.
    List<Name> columns() {
        return tokens.parenthesized(this::column);
    }

    /// Columns in parentheses, if there are any.
    List<Name> acceptColumns() {
        return tokens.at("(") ? columns() : List.of();
    }

    /// A word that is an option's name or value, in lower case.
    boolean atWord() {
        return tokens.peek().kind() == Kind.WORD;
    }
}
