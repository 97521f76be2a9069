package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.AlterAction;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SequenceOption;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE.
final class Alterations {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Alterations(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// ALTER TABLE from after TABLE on.
    Statement table(int at) {
        if (tokens.at("all", "in")) {
            throw Tokens.unsupported(tokens.position(), "tablespaces");
        }
        boolean ifExists = tokens.accept("if", "exists");
        var reference = grammar.fromItems.withoutAlias();
        QualifiedName name = reference.name();
        if (tokens.at("rename")) {
            return rename(name, ifExists, at);
        }
        if (tokens.at("set", "schema")) {
            tokens.expectAll("set", "schema");
            return new Definition.ChangeSchema(
                    ObjectKind.TABLE, name, ifExists, names.column(), at);
        }
        if (tokens.at("split")) {
            return grammar.upkeeps.split(ObjectKind.TABLE, name, at);
        }
        if (tokens.atAny("attach", "detach")) {
            throw Tokens.unsupported(tokens.position(), "partitions");
        }
        List<AlterAction> actions = tokens.list(this::action);
        return new Definition.AlterTable(name, ifExists, reference.only(), actions, at);
    }

    private Statement rename(QualifiedName table, boolean ifExists, int at) {
        tokens.take();
        if (tokens.accept("to")) {
            return new Definition.Rename(ObjectKind.TABLE, table, ifExists, names.column(), at);
        }
        ObjectKind kind = ObjectKind.COLUMN;
        if (tokens.accept("constraint")) {
            kind = ObjectKind.CONSTRAINT;
        } else {
            tokens.accept("column");
        }
        Name from = names.column();
        tokens.expect("to");
        return new Definition.RenamePart(kind, table, ifExists, from, names.column(), at);
    }

    private AlterAction action() {
        Token word = tokens.peek();
        int at = word.position();
        tokens.take();
        return switch (word.kind() == Token.Kind.WORD ? word.text() : "") {
            case "add" -> add(at);
            case "drop" -> drop(at);
            case "alter" -> tokens.accept("constraint") ? alterConstraint(at) : alterColumn(at);
            case "validate" -> {
                tokens.expect("constraint");
                yield new AlterAction.ValidateConstraint(names.column(), at);
            }
            case "owner" -> {
                tokens.expect("to");
                yield new AlterAction.OwnerTo(names.role(), at);
            }
            case "set" -> set(at);
            case "reset" -> new AlterAction.SetOptions(grammar.options.definitions(), true, at);
            case "cluster" -> {
                tokens.expect("on");
                yield new AlterAction.SetProperty("cluster on", names.column(), at);
            }
            case "replica" -> replicaIdentity(at);
            case "enable", "disable" ->
                    throw Tokens.unsupported(at, "triggers, rules and row security");
            case "force", "no" -> throw Tokens.unsupported(at, "row security and inheritance");
            case "inherit", "of", "not" -> throw Tokens.unsupportedOne(at, "inheritance");
            default -> throw tokens.unexpected(word);
        };
    }

    private AlterAction add(int at) {
        if (grammar.constraints.atTableConstraint()) {
            return new AlterAction.AddConstraint(grammar.constraints.ofTable(), at);
        }
        tokens.accept("column");
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        return new AlterAction.AddColumn(grammar.tables.column(), ifNotExists, at);
    }

    private AlterAction drop(int at) {
        if (tokens.accept("constraint")) {
            boolean ifExists = tokens.accept("if", "exists");
            Name name = names.column();
            return new AlterAction.DropConstraint(name, ifExists, cascade(), at);
        }
        tokens.accept("column");
        boolean ifExists = tokens.accept("if", "exists");
        Name name = names.column();
        return new AlterAction.DropColumn(name, ifExists, cascade(), at);
    }

    private boolean cascade() {
        return grammar.drops.cascade();
    }

    private AlterAction alterConstraint(int at) {
        Name name = names.column();
        return new AlterAction.AlterConstraint(name, grammar.constraints.deferral(), at);
    }

    private AlterAction alterColumn(int at) {
        tokens.accept("column");
        Name column = names.column();
        if (tokens.at("set", "data") || tokens.at("type")) {
            tokens.accept("set", "data");
            return type(column, at);
        }
        if (tokens.accept("add")) {
            return new AlterAction.AddIdentity(column, grammar.constraints.identity(), at);
        }
        if (tokens.at("set") && !isIdentityOption(tokens.peek(1))) {
            tokens.take();
            return setOfColumn(column, at);
        }
        if (tokens.atAny("set", "restart")) {
            return identity(column, at);
        }
        if (tokens.accept("reset")) {
            grammar.options.definitions();
            return new AlterAction.SetProperty("reset", column, at);
        }
        tokens.expect("drop");
        return dropOfColumn(column, at);
    }

    private AlterAction type(Name column, int at) {
        tokens.expect("type");
        TypeName type = grammar.types.type();
        QualifiedName collation = tokens.accept("collate") ? names.qualified() : null;
        Expression using = tokens.accept("using") ? grammar.expressions.expression() : null;
        return new AlterAction.SetType(column, type, collation, using, at);
    }

    private static boolean isIdentityOption(Token token) {
        return switch (token.text()) {
            case "generated",
                    "increment",
                    "minvalue",
                    "maxvalue",
                    "no",
                    "start",
                    "cache",
                    "cycle" ->
                    true;
            default -> false;
        };
    }

    private AlterAction setOfColumn(Name column, int at) {
        if (tokens.accept("default")) {
            return new AlterAction.SetDefault(column, grammar.expressions.expression(), at);
        }
        if (tokens.accept("not", "null")) {
            return new AlterAction.SetNotNull(column, at);
        }
        if (tokens.accept("statistics")) {
            int target = Math.toIntExact(grammar.options.wholeNumber());
            return new AlterAction.SetStatistics(column, target, at);
        }
        if (tokens.atAny("storage", "compression")) {
            String what = tokens.take().text();
            return new AlterAction.SetStorage(column, what, names.label().text(), at);
        }
        grammar.options.definitions();
        return new AlterAction.SetProperty("set", column, at);
    }

    private AlterAction identity(Name column, int at) {
        Boolean always = null;
        List<SequenceOption> options = new ArrayList<>();
        while (tokens.atAny("set", "restart")) {
            tokens.accept("set");
            if (tokens.accept("generated")) {
                always = tokens.accept("always");
                if (!always) {
                    tokens.expectAll("by", "default");
                }
            } else {
                SequenceOption option = grammar.sequences.option();
                if (option == null) {
                    throw tokens.unexpected();
                }
                options.add(option);
            }
        }
        return new AlterAction.SetIdentity(column, always, List.copyOf(options), at);
    }

    private AlterAction dropOfColumn(Name column, int at) {
        if (tokens.accept("default")) {
            return new AlterAction.DropDefault(column, at);
        }
        if (tokens.accept("not", "null")) {
            return new AlterAction.DropNotNull(column, at);
        }
        boolean identity = tokens.expectAny("identity", "expression").equals("identity");
        boolean ifExists = tokens.accept("if", "exists");
        return identity
                ? new AlterAction.DropIdentity(column, ifExists, at)
                : new AlterAction.DropExpression(column, ifExists, at);
    }

    private AlterAction set(int at) {
        if (tokens.at("(")) {
            return new AlterAction.SetOptions(grammar.options.definitions(), false, at);
        }
        if (tokens.at("without")) {
            tokens.take();
            String what = tokens.expectAny("oids", "cluster");
            return new AlterAction.SetProperty("set without " + what, null, at);
        }
        String what = tokens.expectAny("logged", "unlogged", "tablespace", "access");
        return switch (what) {
            case "tablespace" -> new AlterAction.SetProperty("set tablespace", names.column(), at);
            case "access" -> {
                tokens.expect("method");
                yield new AlterAction.SetProperty("set access method", names.column(), at);
            }
            default -> new AlterAction.SetProperty("set " + what, null, at);
        };
    }

    private AlterAction replicaIdentity(int at) {
        tokens.expect("identity");
        if (tokens.accept("using", "index")) {
            return new AlterAction.SetProperty("replica identity using index", names.column(), at);
        }
        String what = tokens.expectAny("nothing", "full", "default");
        return new AlterAction.SetProperty("replica identity " + what, null, at);
    }
}
