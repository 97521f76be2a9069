package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Definition.Persistence;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.IndexElement;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SequenceOption;
import dev.isochron.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/// CREATE and ALTER, by what is created or altered.
final class Definitions {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Definitions(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// CREATE from its first word on.
    Statement create() {
        int at = tokens.expect("create").position();
        if (tokens.accept("or")) {
            tokens.expect("replace");
            persistence();
            throw unsupportedKind("CREATE OR REPLACE ");
        }
        Persistence persistence = persistence();
        if (tokens.accept("table")) {
            return grammar.tables.create(persistence, at);
        }
        if (tokens.accept("sequence")) {
            return sequence(persistence, at);
        }
        if (persistence != Persistence.PERMANENT && !tokens.atAny("view", "recursive")) {
            throw tokens.unexpected();
        }
        if (tokens.atAny("unique", "index")) {
            return index(at);
        }
        if (tokens.accept("schema")) {
            return schema(at);
        }
        if (tokens.accept("database")) {
            Name name = names.column();
            return new Definition.CreateDatabase(name, databaseOptions(), at);
        }
        if (tokens.at("user") && !tokens.peek(1).is("mapping")) {
            tokens.take();
            return grammar.roles.create(true, at);
        }
        if (tokens.accept("role") || tokens.accept("group")) {
            return grammar.roles.create(false, at);
        }
        if (tokens.accept("extension")) {
            return extension(at);
        }
        throw unsupportedKind("CREATE ");
    }

    private Persistence persistence() {
        if (tokens.at("local") || tokens.at("global")) {
            tokens.take();
            tokens.expectAny("temp", "temporary");
            return Persistence.TEMPORARY;
        }
        if (tokens.accept("temp") || tokens.accept("temporary")) {
            return Persistence.TEMPORARY;
        }
        return tokens.accept("unlogged") ? Persistence.UNLOGGED : Persistence.PERMANENT;
    }

    /// Refuses a kind of thing by name, or a word that is no kind of thing.
    private RuntimeException unsupportedKind(String verb) {
        Token word = tokens.peek();
        return switch (word.kind() == Token.Kind.WORD ? word.text() : "") {
            case "view",
                    "function",
                    "procedure",
                    "trigger",
                    "type",
                    "domain",
                    "aggregate",
                    "operator",
                    "cast",
                    "collation",
                    "rule",
                    "policy",
                    "publication",
                    "subscription",
                    "server",
                    "tablespace",
                    "statistics",
                    "language",
                    "conversion",
                    "transform",
                    "routine",
                    "default",
                    "group",
                    "system" ->
                    Tokens.unsupportedOne(word.position(), verb + upper(word));
            case "materialized",
                    "recursive",
                    "foreign",
                    "event",
                    "text",
                    "access",
                    "user",
                    "trusted",
                    "constraint",
                    "large",
                    "procedural" -> {
                Token next = tokens.peek(1);
                yield Tokens.unsupportedOne(
                        word.position(), verb + upper(word) + " " + upper(next));
            }
            default -> tokens.unexpected();
        };
    }

    private static String upper(Token word) {
        return word.text().toUpperCase(java.util.Locale.ROOT);
    }

    private Statement sequence(Persistence persistence, int at) {
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        QualifiedName name = names.relation();
        List<SequenceOption> options = grammar.sequences.options();
        return new Definition.CreateSequence(name, ifNotExists, persistence, options, at);
    }

    private Statement schema(int at) {
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        Name name = tokens.at("authorization") ? null : names.column();
        Name owner = tokens.accept("authorization") ? names.role() : null;
        if (name == null && owner == null) {
            throw tokens.unexpected();
        }
        if (tokens.atAny("create", "grant")) {
            throw Tokens.unsupported(tokens.position(), "schema elements in CREATE SCHEMA");
        }
        return new Definition.CreateSchema(name, ifNotExists, owner, at);
    }

    private List<Option> databaseOptions() {
        tokens.accept("with");
        List<Option> options = new ArrayList<>();
        while (names.atWord()) {
            Name name = names.label();
            if (name.text().equals("connection")) {
                tokens.expect("limit");
                name = new Name("connection limit", name.position());
            }
            tokens.accept("=");
            options.add(new Option(name, List.of(grammar.options.value())));
        }
        return List.copyOf(options);
    }

    private Statement extension(int at) {
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        Name name = names.column();
        tokens.accept("with");
        while (tokens.atAny("schema", "version", "cascade")) {
            boolean bare = tokens.take().is("cascade");
            if (!bare && tokens.acceptString() == null) {
                names.nonReserved();
            }
        }
        return new Definition.CreateExtension(name, ifNotExists, at);
    }

    private Statement index(int at) {
        boolean unique = tokens.accept("unique");
        tokens.expect("index");
        boolean concurrently = tokens.accept("concurrently");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        Name name = ifNotExists || !tokens.at("on") ? names.column() : null;
        tokens.expect("on");
        FromItem.TableReference table = grammar.fromItems.withoutAlias();
        Name method = tokens.accept("using") ? names.column() : null;
        List<IndexElement> elements = tokens.parenthesized(grammar.changes::indexElement);
        List<IndexElement> include =
                tokens.accept("include")
                        ? tokens.parenthesized(grammar.changes::indexElement)
                        : List.of();
        boolean notDistinct = grammar.constraints.nullsNotDistinct();
        List<Option> options = tokens.accept("with") ? grammar.options.definitions() : List.of();
        if (tokens.accept("tablespace")) {
            names.column();
        }
        Expression where = grammar.queries.where();
        return new Definition.CreateIndex(
                name,
                unique,
                concurrently,
                ifNotExists,
                table,
                method,
                elements,
                include,
                notDistinct,
                options,
                where,
                at);
    }

    /// ALTER from its first word on.
    Statement alter() {
        int at = tokens.expect("alter").position();
        if (tokens.accept("table")) {
            return grammar.alterations.table(at);
        }
        if (tokens.accept("index")) {
            return alterIndex(at);
        }
        if (tokens.accept("sequence")) {
            return alterSequence(at);
        }
        if (tokens.accept("schema")) {
            return renameOrOwner(ObjectKind.SCHEMA, QualifiedName.of(names.column()), at);
        }
        if (tokens.accept("database")) {
            return alterDatabase(at);
        }
        if (tokens.accept("role") || (tokens.at("user") && !tokens.peek(1).is("mapping"))) {
            tokens.accept("user");
            return grammar.roles.alter(at);
        }
        throw unsupportedKind("ALTER ");
    }

    private Statement alterIndex(int at) {
        if (tokens.at("all", "in")) {
            throw Tokens.unsupported(tokens.position(), "tablespaces");
        }
        boolean ifExists = tokens.accept("if", "exists");
        QualifiedName name = names.relation();
        if (tokens.at("split")) {
            return grammar.upkeeps.split(ObjectKind.INDEX, name, at);
        }
        if (tokens.accept("rename")) {
            tokens.expect("to");
            return new Definition.Rename(ObjectKind.INDEX, name, ifExists, names.column(), at);
        }
        if (tokens.atAny("set", "reset", "attach", "alter", "depends", "no")) {
            throw Tokens.unsupportedOne(
                    tokens.position(), "ALTER INDEX other than RENAME and SPLIT");
        }
        throw tokens.unexpected();
    }

    private Statement alterSequence(int at) {
        boolean ifExists = tokens.accept("if", "exists");
        QualifiedName name = names.relation();
        if (tokens.accept("rename")) {
            tokens.expect("to");
            return new Definition.Rename(ObjectKind.SEQUENCE, name, ifExists, names.column(), at);
        }
        if (tokens.accept("set", "schema")) {
            return new Definition.ChangeSchema(
                    ObjectKind.SEQUENCE, name, ifExists, names.column(), at);
        }
        if (tokens.at("set", "logged") || tokens.at("set", "unlogged")) {
            throw Tokens.unsupportedOne(tokens.position(), "SET LOGGED of a sequence");
        }
        if (tokens.accept("owner", "to")) {
            return new Definition.ChangeOwner(
                    ObjectKind.SEQUENCE, name, ifExists, names.role(), at);
        }
        List<SequenceOption> options = grammar.sequences.options();
        if (options.isEmpty()) {
            throw tokens.unexpected();
        }
        return new Definition.AlterSequence(name, ifExists, options, at);
    }

    private Statement renameOrOwner(ObjectKind kind, QualifiedName name, int at) {
        if (tokens.accept("rename")) {
            tokens.expect("to");
            return new Definition.Rename(kind, name, false, names.column(), at);
        }
        tokens.expectAll("owner", "to");
        return new Definition.ChangeOwner(kind, name, false, names.role(), at);
    }

    private Statement alterDatabase(int at) {
        Name name = names.column();
        if (tokens.atAny("rename", "owner")) {
            return renameOrOwner(ObjectKind.DATABASE, QualifiedName.of(name), at);
        }
        if (tokens.at("set", "(") || tokens.at("reset", "(")) {
            boolean reset = tokens.take().is("reset");
            return new Definition.AlterDatabase(name, grammar.options.definitions(), reset, at);
        }
        if (tokens.atAny("set", "reset")) {
            return new Definition.AlterDefaults(
                    ObjectKind.DATABASE, name, grammar.roles.setting(), at);
        }
        throw Tokens.unsupported(tokens.position(), "options of ALTER DATABASE");
    }
}
