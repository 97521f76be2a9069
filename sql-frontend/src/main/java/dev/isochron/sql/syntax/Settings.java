package dev.isochron.sql.syntax;

import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Control;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.Setting;
import dev.isochron.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// SET, RESET, SHOW, DISCARD.
final class Settings {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Settings(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// SET from its first word on.
    Statement set() {
        int at = tokens.expect("set").position();
        if (tokens.accept("constraints")) {
            return grammar.controls.setConstraints(at);
        }
        boolean local = tokens.at("local") && !isAssigned(tokens.peek(1)) && next("local");
        boolean session =
                !local
                        && tokens.at("session")
                        && !isAssigned(tokens.peek(1))
                        && !tokens.peek(1).is("authorization")
                        && next("session");
        if (session && tokens.at("characteristics")) {
            tokens.expectAll("characteristics", "as", "transaction");
            return new Control.SetTransaction(true, grammar.controls.someModes(), at);
        }
        if (tokens.at("transaction") && !isAssigned(tokens.peek(1))) {
            tokens.take();
            if (tokens.accept("snapshot")) {
                return new Control.SetSnapshot(tokens.string(), at);
            }
            return new Control.SetTransaction(false, grammar.controls.someModes(), at);
        }
        return assign(local, at);
    }

    private boolean next(String word) {
        return tokens.accept(word);
    }

    private static boolean isAssigned(Token token) {
        return token.is("=") || token.is("to") || token.is(".");
    }

    private Statement assign(boolean local, int at) {
        Token word = tokens.peek();
        Token next = tokens.peek(1);
        if (isAssigned(next)) {
            return general(local, at);
        }
        return switch (word.kind() == Kind.WORD ? word.text() : "") {
            case "time" -> {
                tokens.expectAll("time", "zone");
                yield assigned(local, "timezone", word, zone(), at);
            }
            case "schema" -> {
                tokens.take();
                yield assigned(local, "search_path", word, List.of(string()), at);
            }
            case "names" -> {
                tokens.take();
                yield assigned(local, "client_encoding", word, encoding(), at);
            }
            case "role" -> {
                tokens.take();
                yield assigned(local, "role", word, List.of(wordOrString()), at);
            }
            case "session" -> {
                tokens.take();
                tokens.expect("authorization");
                List<Expression> who =
                        tokens.accept("default") ? List.of() : List.of(wordOrString());
                yield assigned(local, "session_authorization", word, who, at);
            }
            case "catalog" -> throw Tokens.unsupportedOne(word.position(), "SET CATALOG");
            case "xml" -> throw Tokens.unsupportedOne(word.position(), "SET XML OPTION");
            default -> general(local, at);
        };
    }

    private static Statement assigned(
            boolean local, String name, Token word, List<Expression> values, int at) {
        return new Setting.Assign(local, new Name(name, word.position()), values, at);
    }

    private Statement general(boolean local, int at) {
        Name name = variable();
        if (!tokens.accept("=")) {
            if (tokens.at("from", "current")) {
                throw Tokens.unsupportedOne(tokens.position(), "SET FROM CURRENT");
            }
            tokens.expect("to");
        }
        List<Expression> values = tokens.accept("default") ? List.of() : tokens.list(this::value);
        return new Setting.Assign(local, name, values, at);
    }

    /// A setting's name, in lower case, its parts with points between them.
    private Name variable() {
        Name first = names.column();
        StringBuilder name = new StringBuilder(first.text());
        while (tokens.accept(".")) {
            name.append('.').append(names.column().text());
        }
        return new Name(name.toString().toLowerCase(Locale.ROOT), first.position());
    }

    private Expression value() {
        Token token = tokens.peek();
        boolean signed = token.is("-") || token.is("+");
        if (signed || token.kind() == Kind.WHOLE || token.kind() == Kind.DECIMAL) {
            return new Expression.NumberLiteral(grammar.options.value(), token.position());
        }
        if (tokens.atAny("true", "false", "on")) {
            tokens.take();
            return new Expression.StringLiteral(token.text(), token.position());
        }
        return wordOrString();
    }

    private Expression wordOrString() {
        Token token = tokens.peek();
        if (token.kind() == Kind.STRING) {
            return string();
        }
        Name name = names.nonReserved();
        return new Expression.StringLiteral(name.text(), name.position());
    }

    private Expression string() {
        Token token = tokens.expect(Kind.STRING);
        return new Expression.StringLiteral(token.text(), token.position());
    }

    private List<Expression> encoding() {
        if (tokens.accept("default")) {
            return List.of();
        }
        return tokens.peek().kind() == Kind.STRING ? List.of(string()) : List.of();
    }

    private List<Expression> zone() {
        if (tokens.atAny("default", "local")) {
            tokens.take();
            return List.of();
        }
        if (!tokens.at("interval")) {
            return List.of(value());
        }
        Expression interval = grammar.operands.operand();
        if (!(interval instanceof Expression.TypedLiteral)) {
            throw tokens.unexpected();
        }
        return List.of(interval);
    }

    /// RESET from its first word on.
    Statement reset() {
        int at = tokens.expect("reset").position();
        return new Setting.Reset(settingOrAll(), at);
    }

    private @Nullable Name settingOrAll() {
        Token word = tokens.peek();
        if (tokens.accept("all")) {
            return null;
        }
        if (tokens.accept("time", "zone")) {
            return new Name("timezone", word.position());
        }
        if (tokens.at("transaction", "isolation")) {
            tokens.expectAll("transaction", "isolation", "level");
            return new Name("transaction_isolation", word.position());
        }
        if (tokens.accept("session", "authorization")) {
            return new Name("session_authorization", word.position());
        }
        return variable();
    }

    /// SHOW from its first word on.
    Statement show() {
        int at = tokens.expect("show").position();
        if (tokens.accept("shards", "from")) {
            ObjectKind kind = tokens.accept("index") ? ObjectKind.INDEX : ObjectKind.TABLE;
            if (kind == ObjectKind.TABLE) {
                tokens.accept("table");
            }
            return new Inspection.ShowShards(kind, names.relation(), at);
        }
        if (tokens.accept("shards")) {
            return new Inspection.ShowShards(ObjectKind.TABLE, null, at);
        }
        if (tokens.accept("hot", "rows")) {
            return new Inspection.ShowHotRows(at);
        }
        if (tokens.accept("create", "table")) {
            return new Inspection.ShowCreateTable(names.relation(), at);
        }
        if (tokens.accept("jobs")) {
            return new Inspection.ShowJobs(at);
        }
        if (tokens.accept("nodes")) {
            return new Inspection.ShowNodes(at);
        }
        return new Setting.Show(settingOrAll(), at);
    }

    /// DISCARD from its first word on.
    Statement discard() {
        int at = tokens.expect("discard").position();
        Setting.Discard.Scope scope =
                switch (tokens.expectAny("all", "plans", "sequences", "temp", "temporary")) {
                    case "all" -> Setting.Discard.Scope.ALL;
                    case "plans" -> Setting.Discard.Scope.PLANS;
                    case "sequences" -> Setting.Discard.Scope.SEQUENCES;
                    default -> Setting.Discard.Scope.TEMPORARY;
                };
        return new Setting.Discard(scope, at);
    }
}
