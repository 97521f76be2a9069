package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Statement;
import java.util.List;
import java.util.Locale;

/// DROP and TRUNCATE.
final class Drops {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Drops(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// DROP from its first word on.
    Statement drop() {
        int at = tokens.expect("drop").position();
        Token word = tokens.peek();
        return switch (word.kind() == Token.Kind.WORD ? word.text() : "") {
            case "table" -> many(ObjectKind.TABLE, at);
            case "index" -> many(ObjectKind.INDEX, at);
            case "sequence" -> many(ObjectKind.SEQUENCE, at);
            case "view" -> many(ObjectKind.VIEW, at);
            case "schema" -> many(ObjectKind.SCHEMA, at);
            case "type", "domain" -> many(ObjectKind.TYPE, at);
            case "extension" -> many(ObjectKind.EXTENSION, at);
            case "database" -> database(at);
            case "role", "group" -> roles(at);
            case "user" -> {
                if (tokens.peek(1).is("mapping")) {
                    throw Tokens.unsupportedOne(word.position(), "DROP USER MAPPING");
                }
                yield roles(at);
            }
            case "owned",
                    "function",
                    "procedure",
                    "routine",
                    "aggregate",
                    "operator",
                    "cast",
                    "collation",
                    "conversion",
                    "rule",
                    "trigger",
                    "policy",
                    "publication",
                    "subscription",
                    "server",
                    "tablespace",
                    "statistics",
                    "language",
                    "transform",
                    "materialized",
                    "foreign",
                    "event",
                    "text",
                    "access" ->
                    throw Tokens.unsupportedOne(
                            word.position(), "DROP " + word.text().toUpperCase(Locale.ROOT));
            default -> throw tokens.unexpected();
        };
    }

    private Statement many(ObjectKind kind, int at) {
        tokens.take();
        boolean concurrently = kind == ObjectKind.INDEX && tokens.accept("concurrently");
        boolean ifExists = tokens.accept("if", "exists");
        List<QualifiedName> all = tokens.list(names::relation);
        return new Definition.Drop(kind, all, ifExists, cascade(), concurrently, at);
    }

    private Statement database(int at) {
        tokens.take();
        boolean ifExists = tokens.accept("if", "exists");
        QualifiedName name = QualifiedName.of(names.column());
        if (tokens.accept("with") && !tokens.at("(")) {
            throw tokens.unexpected();
        }
        if (tokens.at("(")) {
            grammar.options.parenthesized();
        }
        return new Definition.Drop(ObjectKind.DATABASE, List.of(name), ifExists, false, false, at);
    }

    private Statement roles(int at) {
        tokens.take();
        boolean ifExists = tokens.accept("if", "exists");
        List<QualifiedName> all = tokens.list(() -> QualifiedName.of(names.role()));
        return new Definition.Drop(ObjectKind.ROLE, all, ifExists, false, false, at);
    }

    /// CASCADE or RESTRICT, if it comes next.
    boolean cascade() {
        if (tokens.accept("cascade")) {
            return true;
        }
        tokens.accept("restrict");
        return false;
    }

    /// TRUNCATE from its first word on.
    Statement truncate() {
        int at = tokens.expect("truncate").position();
        tokens.accept("table");
        List<FromItem.TableReference> tables = grammar.fromItems.tables();
        boolean restart = tokens.accept("restart", "identity");
        if (!restart) {
            tokens.accept("continue", "identity");
        }
        return new Definition.Truncate(tables, restart, cascade(), at);
    }
}
