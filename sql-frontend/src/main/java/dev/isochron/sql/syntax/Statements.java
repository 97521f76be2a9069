package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Explain;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.Prepared;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Setting;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Statements by their first word.
final class Statements {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Statements(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// One statement, up to where it ends.
    Statement one() {
        Token word = tokens.peek();
        if (!word.kind().isFixed()) {
            throw tokens.unexpected();
        }
        return switch (word.text()) {
            case "select", "values", "table", "(", "with", "insert", "update", "delete" ->
                    preparable();
            case "begin", "start" -> grammar.controls.begin();
            case "commit", "end" -> grammar.controls.commit();
            case "rollback", "abort" -> grammar.controls.rollback();
            case "savepoint" -> grammar.controls.savepoint();
            case "release" -> grammar.controls.release();
            case "create" -> grammar.definitions.create();
            case "alter" -> grammar.definitions.alter();
            case "drop" -> grammar.drops.drop();
            case "truncate" -> grammar.drops.truncate();
            case "comment" -> grammar.comments.comment();
            case "set" -> grammar.settings.set();
            case "reset" -> grammar.settings.reset();
            case "show" -> grammar.settings.show();
            case "discard" -> grammar.settings.discard();
            default -> other(word);
        };
    }

    private Statement other(Token word) {
        return switch (word.text()) {
            case "explain" -> explain();
            case "copy" -> grammar.copies.copy();
            case "prepare" -> prepare();
            case "execute" -> execute();
            case "deallocate" -> deallocate();
            case "analyze", "analyse" -> grammar.upkeeps.analyze();
            case "vacuum" -> grammar.upkeeps.vacuum();
            case "lock" -> grammar.upkeeps.lock();
            case "reindex" -> grammar.upkeeps.reindex();
            case "cluster" -> grammar.upkeeps.cluster();
            case "checkpoint" -> grammar.upkeeps.checkpoint();
            case "close" -> close();
            case "unlisten" -> unlisten();
            case "declare", "fetch", "move" -> throw Tokens.unsupported(word.position(), "cursors");
            case "listen", "notify", "grant", "revoke", "merge", "call", "do", "load" ->
                    throw unsupported(word);
            case "import", "reassign", "refresh", "security" -> throw unsupported(word);
            default -> throw tokens.unexpected();
        };
    }

    private static SqlException unsupported(Token word) {
        return Tokens.unsupportedOne(word.position(), word.text().toUpperCase(Locale.ROOT));
    }

    /// A query or a change: what may be prepared, copied, or stand in WITH.
    Statement preparable() {
        Query.With with = tokens.at("with") ? grammar.queries.with() : null;
        return switch (tokens.peek().text()) {
            case "insert" -> grammar.changes.insert(with);
            case "update" -> grammar.changes.update(with);
            case "delete" -> grammar.changes.delete(with);
            case "merge" -> throw unsupported(tokens.peek());
            default -> grammar.queries.afterWith(with);
        };
    }

    private Statement explain() {
        int at = tokens.take().position();
        List<Option> options = new ArrayList<>();
        if (tokens.at("(") && atExplainOption()) {
            options.addAll(grammar.options.parenthesized());
        } else {
            if (tokens.atAny("analyze", "analyse")) {
                options.add(new Option(new Name("analyze", tokens.take().position()), List.of()));
            }
            if (tokens.at("verbose")) {
                options.add(new Option(names.take(), List.of()));
            }
        }
        if (tokens.atAny("select", "values", "table", "(", "with", "insert", "update", "delete")) {
            return new Explain(List.copyOf(options), preparable(), at);
        }
        if (!tokens.atAny("create", "execute", "declare", "refresh", "merge")) {
            throw tokens.unexpected();
        }
        Statement statement = one();
        return switch (statement) {
            case Prepared.Execute _, dev.isochron.sql.tree.Definition.CreateTableAs _ ->
                    new Explain(List.copyOf(options), statement, at);
            default -> throw Tokens.syntaxError(statement.position(), "cannot be explained");
        };
    }

    private boolean atExplainOption() {
        Token next = tokens.peek(1);
        return next.isName()
                && !next.is("select")
                && !next.is("with")
                && !next.is("table")
                && !(next.is("values") && tokens.peek(2).is("("));
    }

    private Statement prepare() {
        int at = tokens.take().position();
        if (tokens.at("transaction") && tokens.peek(1).kind() == Token.Kind.STRING) {
            throw Tokens.unsupportedOne(at, "PREPARE TRANSACTION");
        }
        Name name = names.column();
        List<TypeName> types =
                tokens.at("(") ? tokens.parenthesized(grammar.types::type) : List.of();
        tokens.expect("as");
        return new Prepared.Prepare(name, types, preparable(), at);
    }

    private Statement execute() {
        int at = tokens.take().position();
        Name name = names.column();
        List<Expression> arguments =
                tokens.at("(") ? tokens.parenthesized(grammar.expressions::expression) : List.of();
        return new Prepared.Execute(name, arguments, at);
    }

    private Statement deallocate() {
        int at = tokens.take().position();
        if (tokens.at("prepare") && tokens.peek(1).isName()) {
            tokens.take();
        }
        return new Prepared.Deallocate(tokens.accept("all") ? null : names.column(), at);
    }

    private Statement close() {
        int at = tokens.take().position();
        return new Setting.Close(tokens.accept("all") ? null : names.column(), at);
    }

    private Statement unlisten() {
        int at = tokens.take().position();
        return new Setting.Unlisten(tokens.accept("*") ? null : names.column(), at);
    }
}
