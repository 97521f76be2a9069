package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// COMMENT ON.
final class Comments {

    private final Tokens tokens;
    private final Names names;

    Comments(Grammar grammar) {
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// COMMENT from its first word on.
    Statement comment() {
        int at = tokens.expect("comment").position();
        tokens.expect("on");
        Token word = tokens.take();
        return switch (word.kind() == Token.Kind.WORD ? word.text() : "") {
            case "table" -> about(ObjectKind.TABLE, at);
            case "column" -> about(ObjectKind.COLUMN, at);
            case "index" -> about(ObjectKind.INDEX, at);
            case "sequence" -> about(ObjectKind.SEQUENCE, at);
            case "view" -> about(ObjectKind.VIEW, at);
            case "schema" -> about(ObjectKind.SCHEMA, at);
            case "database" -> about(ObjectKind.DATABASE, at);
            case "type", "domain" -> about(ObjectKind.TYPE, at);
            case "extension" -> about(ObjectKind.EXTENSION, at);
            case "role" -> {
                QualifiedName name = QualifiedName.of(names.role());
                yield new Definition.Comment(ObjectKind.ROLE, name, null, text(), at);
            }
            case "constraint" -> {
                QualifiedName name = QualifiedName.of(names.column());
                tokens.expect("on");
                if (tokens.at("domain") && tokens.peek(1).isName()) {
                    throw unsupported(tokens.peek());
                }
                QualifiedName table = names.relation();
                yield new Definition.Comment(ObjectKind.CONSTRAINT, name, table, text(), at);
            }
            case "function", "procedure", "trigger", "rule", "policy", "operator", "cast" ->
                    throw unsupported(word);
            case "aggregate", "collation", "large", "language", "materialized", "foreign" ->
                    throw unsupported(word);
            case "access",
                    "conversion",
                    "event",
                    "publication",
                    "routine",
                    "server",
                    "statistics",
                    "subscription",
                    "tablespace",
                    "text",
                    "transform" ->
                    throw unsupported(word);
            default -> throw tokens.unexpected(word);
        };
    }

    private static RuntimeException unsupported(Token word) {
        return Tokens.unsupportedOne(
                word.position(), "COMMENT ON " + word.text().toUpperCase(Locale.ROOT));
    }

    private Statement about(ObjectKind kind, int at) {
        QualifiedName name = names.qualified();
        return new Definition.Comment(kind, name, null, text(), at);
    }

    private @Nullable String text() {
        tokens.expect("is");
        return tokens.accept("null") ? null : tokens.string();
    }
}
