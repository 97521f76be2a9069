package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Expression.Arguments;
import dev.isochron.sql.tree.Expression.FunctionCall;
import dev.isochron.sql.tree.Expression.Spelling;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.TypeName;
import dev.isochron.sql.tree.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Calls of functions, also of those that SQL writes in words of its own.
final class Calls {

    private final Grammar grammar;
    private final Tokens tokens;

    /// Whether the call that is being read stands in FROM, where FILTER and OVER cannot follow.
    private boolean bare;

    Calls(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// A call from its opening parenthesis on; or a string with its type before it, as in
    /// `numeric(5,2) '1.5'`.
    Expression call(QualifiedName name) {
        Arguments arguments = arguments();
        if (tokens.peek().kind() == Kind.STRING) {
            return literal(name, arguments);
        }
        return finished(name, arguments, Spelling.PLAIN, name.position());
    }

    private Expression literal(QualifiedName name, Arguments arguments) {
        List<Integer> modifiers = new ArrayList<>();
        for (Expression value : arguments.values()) {
            if (value instanceof Expression.NumberLiteral number
                    && number.isWhole()
                    && number.text().length() < 10) {
                modifiers.add(Integer.parseInt(number.text()));
            } else {
                throw SqlException.unsupported(
                        value.position(), "type modifiers that are no numbers are");
            }
        }
        TypeName type = Types.named(name.parts(), List.copyOf(modifiers));
        int at = tokens.position();
        return new Expression.TypedLiteral(type, tokens.string(), at);
    }

    /// A call with what follows its parentheses.
    private Expression finished(QualifiedName name, Arguments given, Spelling spelling, int at) {
        if (bare) {
            return new FunctionCall(name, given, null, null, spelling, at);
        }
        Arguments arguments = given;
        if (tokens.at("within")) {
            refuseWithinGroup(given);
            tokens.expectAll("within", "group", "(");
            List<SortKey> keys = grammar.queries.orderBy();
            tokens.expect(")");
            arguments =
                    new Arguments(
                            given.values(), given.star(), given.distinct(), false, keys, true);
        }
        Expression filter = null;
        if (tokens.accept("filter")) {
            tokens.expectAll("(", "where");
            filter = grammar.expressions.expression();
            tokens.expect(")");
        }
        Window over = tokens.accept("over") ? grammar.windows.over() : null;
        return new FunctionCall(name, arguments, filter, over, spelling, at);
    }

    private void refuseWithinGroup(Arguments given) {
        int at = tokens.position();
        if (!given.orderBy().isEmpty()) {
            throw Tokens.syntaxError(at, "cannot use multiple ORDER BY clauses with WITHIN GROUP");
        }
        if (given.distinct()) {
            throw Tokens.syntaxError(at, "cannot use DISTINCT with WITHIN GROUP");
        }
        if (given.variadic()) {
            throw Tokens.syntaxError(at, "cannot use VARIADIC with WITHIN GROUP");
        }
    }

    /// Reads a call that nothing may follow but what follows a table.
    Expression bare(Supplier<Expression> read) {
        bare = true;
        Expression call = read.get();
        bare = false;
        return call;
    }

    private Arguments arguments() {
        boolean outer = bare;
        bare = false;
        Arguments arguments = betweenParentheses();
        bare = outer;
        return arguments;
    }

    private Arguments betweenParentheses() {
        tokens.expect("(");
        if (tokens.accept(")")) {
            return Arguments.of(List.of());
        }
        if (tokens.accept("*")) {
            tokens.expect(")");
            return new Arguments(List.of(), true, false, false, List.of(), false);
        }
        boolean distinct = tokens.accept("distinct");
        boolean all = !distinct && tokens.accept("all");
        List<Expression> values = new ArrayList<>();
        boolean variadic = false;
        do {
            variadic = !distinct && !all && tokens.accept("variadic");
            values.add(argument());
        } while (!variadic && tokens.accept(","));
        List<SortKey> orderBy = tokens.at("order") ? grammar.queries.orderBy() : List.of();
        tokens.expect(")");
        return new Arguments(List.copyOf(values), false, distinct, variadic, orderBy, false);
    }

    private Expression argument() {
        Token next = tokens.peek(1);
        if ((next.is("=>") || next.is(":=")) && Names.mayBeTypeOrFunction(tokens.peek())) {
            Name name = grammar.names.take();
            tokens.take();
            return new Expression.NamedArgument(name, grammar.expressions.expression());
        }
        return grammar.expressions.expression();
    }

    /// A call that is written in words, made of what was read.
    Expression worded(String name, Spelling spelling, List<Expression> values, int at) {
        return finished(QualifiedName.system(name, at), Arguments.of(values), spelling, at);
    }

    /// A call of a function whose name is a key word that may only stand for a column otherwise.
    Expression worded() {
        Token word = tokens.peek();
        int at = word.position();
        return switch (word.text()) {
            case "coalesce" -> new Expression.Coalesce(values(), at);
            case "greatest" -> new Expression.Extreme(true, values(), at);
            case "least" -> new Expression.Extreme(false, values(), at);
            case "grouping" -> FunctionCall.of(QualifiedName.system("grouping", at), values(), at);
            case "nullif" -> nullIf();
            case "extract" -> extract();
            case "position" -> position();
            case "substring" -> substring();
            case "overlay" -> overlay();
            case "trim" -> trim();
            case "normalize" -> normalize();
            case "treat" -> throw Tokens.unsupportedOne(at, "TREAT");
            default -> {
                if (word.text().startsWith("xml")) {
                    throw Tokens.unsupported(at, "XML functions");
                }
                tokens.take();
                throw tokens.unexpected();
            }
        };
    }

    private List<Expression> values() {
        tokens.take();
        return tokens.parenthesized(grammar.expressions::expression);
    }

    private Expression nullIf() {
        int at = tokens.take().position();
        tokens.expect("(");
        Expression left = grammar.expressions.expression();
        tokens.expect(",");
        Expression right = grammar.expressions.expression();
        tokens.expect(")");
        return new Expression.NullIf(left, right, at);
    }

    private Expression extract() {
        int at = open();
        Token field = tokens.peek();
        if (field.kind() != Kind.STRING
                && !(field.isName() && field.wordClass() == WordClass.NAME)) {
            throw tokens.unexpected();
        }
        tokens.take();
        tokens.expect("from");
        Expression from = grammar.expressions.expression();
        tokens.expect(")");
        Expression name = new Expression.StringLiteral(field.text(), field.position());
        return worded("extract", Spelling.EXTRACT, List.of(name, from), at);
    }

    private int open() {
        int at = tokens.take().position();
        tokens.expect("(");
        return at;
    }

    private Expression position() {
        int at = open();
        Expression part = grammar.expressions.plain();
        tokens.expect("in");
        Expression whole = grammar.expressions.plain();
        tokens.expect(")");
        return worded("position", Spelling.POSITION, List.of(whole, part), at);
    }

    private Expression substring() {
        int at = tokens.position();
        Name name = grammar.names.take();
        if (tokens.peek(1).is(")") || isNamedArgument()) {
            return call(QualifiedName.of(name));
        }
        tokens.expect("(");
        Expression text = grammar.expressions.expression();
        if (tokens.accept("similar")) {
            Expression pattern = grammar.expressions.expression();
            tokens.expect("escape");
            Expression escape = grammar.expressions.expression();
            tokens.expect(")");
            return worded(
                    "substring", Spelling.SUBSTRING_SIMILAR, List.of(text, pattern, escape), at);
        }
        if (!tokens.atAny("from", "for")) {
            return plainCall(name, text);
        }
        Expression from = null;
        Expression length = null;
        if (tokens.accept("from")) {
            from = grammar.expressions.expression();
            length = tokens.accept("for") ? grammar.expressions.expression() : null;
        } else {
            int forAt = tokens.take().position();
            length = grammar.expressions.expression();
            from =
                    tokens.accept("from")
                            ? grammar.expressions.expression()
                            : new Expression.NumberLiteral("1", forAt);
        }
        tokens.expect(")");
        List<Expression> values =
                length == null ? List.of(text, from) : List.of(text, from, length);
        return worded("substring", Spelling.SUBSTRING, values, at);
    }

    private boolean isNamedArgument() {
        return tokens.peek(2).is("=>") || tokens.peek(2).is(":=");
    }

    /// A call without words whose first argument was read.
    private Expression plainCall(Name name, Expression first) {
        List<Expression> values = new ArrayList<>();
        values.add(first);
        while (tokens.accept(",")) {
            values.add(argument());
        }
        tokens.expect(")");
        Arguments arguments = Arguments.of(List.copyOf(values));
        return finished(QualifiedName.of(name), arguments, Spelling.PLAIN, name.position());
    }

    private Expression overlay() {
        Name name = grammar.names.take();
        if (tokens.peek(1).is(")") || isNamedArgument()) {
            return call(QualifiedName.of(name));
        }
        tokens.expect("(");
        Expression text = grammar.expressions.expression();
        if (!tokens.accept("placing")) {
            return plainCall(name, text);
        }
        List<Expression> values = new ArrayList<>();
        values.add(text);
        values.add(grammar.expressions.expression());
        tokens.expect("from");
        values.add(grammar.expressions.expression());
        if (tokens.accept("for")) {
            values.add(grammar.expressions.expression());
        }
        tokens.expect(")");
        return worded("overlay", Spelling.OVERLAY, List.copyOf(values), name.position());
    }

    private Expression trim() {
        int at = open();
        String side = tokens.atAny("both", "leading", "trailing") ? tokens.take().text() : "both";
        String function =
                switch (side) {
                    case "leading" -> "ltrim";
                    case "trailing" -> "rtrim";
                    default -> "btrim";
                };
        List<Expression> values = new ArrayList<>();
        if (!tokens.at("from")) {
            values.addAll(grammar.expressions.list());
        }
        if (values.size() < 2 && tokens.accept("from")) {
            values.addAll(0, grammar.expressions.list());
        }
        tokens.expect(")");
        return worded(function, Spelling.TRIM, List.copyOf(values), at);
    }

    private Expression normalize() {
        int at = open();
        List<Expression> values = new ArrayList<>();
        values.add(grammar.expressions.expression());
        if (tokens.accept(",")) {
            values.add(form());
        }
        tokens.expect(")");
        return worded("normalize", Spelling.NORMALIZE, List.copyOf(values), at);
    }

    private Expression form() {
        int at = tokens.position();
        String form = tokens.expectAny("nfc", "nfd", "nfkc", "nfkd");
        return new Expression.StringLiteral(form.toUpperCase(Locale.ROOT), at);
    }

    /// `x IS NFC NORMALIZED` from after IS on.
    Expression isNormalized(Expression left, boolean negated, int at) {
        List<Expression> values = new ArrayList<>();
        values.add(left);
        if (!tokens.at("normalized")) {
            values.add(form());
        }
        tokens.expect("normalized");
        QualifiedName name = QualifiedName.system("is_normalized", at);
        Arguments arguments = Arguments.of(List.copyOf(values));
        Expression call = new FunctionCall(name, arguments, null, null, Spelling.IS_NORMALIZED, at);
        return negated ? new Expression.Not(call, at) : call;
    }

    /// COLLATION FOR (x).
    Expression collationFor() {
        int at = tokens.take().position();
        tokens.expectAll("for", "(");
        Expression value = grammar.expressions.expression();
        tokens.expect(")");
        return worded("pg_collation_for", Spelling.COLLATION_FOR, List.of(value), at);
    }
}
