package dev.isochron.sql.session;

import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A prepared statement.
final class Prepared {
    private final String name;
    private final String text;
    private final @Nullable Statement statement;
    private final List<SqlType> declared;
    private @Nullable Compiled compiled;

    /// @param statement null if the text holds none
    /// @param declared types of the first parameters
    Prepared(String name, String text, @Nullable Statement statement, List<SqlType> declared) {
        this.name = name;
        this.text = text;
        this.statement = statement;
        this.declared = declared;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    Optional<Statement> statement() {
        return Optional.ofNullable(statement);
    }

    List<SqlType> declared() {
        return declared;
    }

    /// As it was compiled last, if the engine runs it.
    Optional<Compiled> compiled() {
        return Optional.ofNullable(compiled);
    }

    void compiled(Compiled now) {
        compiled = now;
    }
}
