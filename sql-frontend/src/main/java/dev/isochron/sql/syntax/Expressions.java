package dev.isochron.sql.syntax;

import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.Predicate;
import dev.isochron.sql.tree.Predicate.Truth;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Expressions by operator precedence, which is PostgreSQL's.
///
/// ```
/// weakest  OR · AND · NOT · IS · < > = <= >= <> · IN LIKE BETWEEN · any other operator
///          · + - · * / % · ^ · AT TIME ZONE · COLLATE · sign · ::                  strongest
/// ```
///
/// Comparisons, LIKE and their kin do not chain: `a < b < c` is refused. The weaker form of an
/// expression (PostgreSQL's `b_expr`) leaves out what is written in words.
final class Expressions {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int IS = 4;
    private static final int COMPARISON = 5;
    private static final int LIKE = 6;
    private static final int OTHER = 7;
    private static final int SUM = 8;
    private static final int PRODUCT = 9;
    private static final int POWER = 10;
    private static final int AT_ZONE = 11;
    private static final int COLLATE = 12;
    private static final int SIGN = 13;
    private static final int CAST = 14;
    private static final int NONE = -1;

    private final Grammar grammar;
    private final Tokens tokens;

    /// The height of the tallest expression since the innermost one that is being parsed began.
    private int height;

    Expressions(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// Any expression.
    Expression expression() {
        return climb(OR, false, null);
    }

    /// Expressions between commas.
    List<Expression> list() {
        return tokens.list(this::expression);
    }

    /// An expression whose beginning has been parsed.
    Expression continued(Expression beginning) {
        return climb(OR, false, beginning);
    }

    /// An expression without words between its operands.
    Expression plain() {
        return climb(OR, true, null);
    }

    private Expression climb(int weakest, boolean plain, @Nullable Expression given) {
        tokens.enter();
        int outer = height;
        height = 0;
        Expression left = given != null ? given : prefix(plain);
        int closed = NONE;
        while (true) {
            int strength = strength(plain);
            if (strength < weakest) {
                break;
            }
            if (strength == closed) {
                throw tokens.unexpected();
            }
            closed = closes(strength) ? strength : NONE;
            left = infix(left, strength, plain);
            if (endsItself(left)) {
                closed = NONE;
            }
            if (++height > Tokens.MAX_HEIGHT) {
                throw tokens.tooDeep();
            }
        }
        height = Math.max(outer, height + 1);
        tokens.leave();
        return left;
    }

    private static boolean closes(int strength) {
        return strength == IS || strength == COMPARISON || strength == LIKE;
    }

    /// Whether an expression ends in something of its own, and not in an operand: what follows can
    /// only be about the whole then.
    private static boolean endsItself(Expression expression) {
        return switch (expression) {
            case Predicate.IsNull _,
                    Predicate.IsTruth _,
                    Predicate.InValues _,
                    Predicate.QuantifiedArray _,
                    SubqueryExpression _ ->
                    true;
            // IS [NOT] NORMALIZED alone makes these two.
            case Expression.FunctionCall call ->
                    call.spelling() == Expression.Spelling.IS_NORMALIZED;
            case Expression.Not _ -> true;
            default -> false;
        };
    }

    /// How strongly the token that comes next binds what is before it; [#NONE] if not at all.
    private int strength(boolean plain) {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case OPERATOR ->
                    switch (token.text()) {
                        case "<", ">", "=", "<=", ">=", "<>" -> COMPARISON;
                        case "+", "-" -> SUM;
                        case "*", "/", "%" -> PRODUCT;
                        case "^" -> POWER;
                        default -> OTHER;
                    };
            case PUNCTUATION -> token.text().equals("::") ? CAST : NONE;
            case WORD -> token.word() == null ? wordless(token, plain) : worded(token, plain);
            case END, QUOTED, STRING, WHOLE, DECIMAL, PARAMETER -> NONE;
        };
    }

    private int wordless(Token token, boolean plain) {
        return switch (token.text()) {
            case "operator" -> tokens.peek(1).is("(") ? OTHER : NONE;
            case "at" -> !plain && tokens.peek(1).is("time") ? AT_ZONE : NONE;
            default -> NONE;
        };
    }

    private int worded(Token token, boolean plain) {
        return switch (token.text()) {
            case "is" -> atTest(plain) ? IS : NONE;
            case "or" -> plain ? NONE : OR;
            case "and" -> plain ? NONE : AND;
            case "isnull", "notnull" -> plain ? NONE : IS;
            case "like", "ilike", "between", "in" -> plain ? NONE : LIKE;
            case "similar" -> !plain && tokens.peek(1).is("to") ? LIKE : NONE;
            case "not" -> !plain && isNegatable(tokens.peek(1)) ? LIKE : NONE;
            case "collate" -> plain ? NONE : COLLATE;
            default -> NONE;
        };
    }

    /// Whether IS begins a test; otherwise it names a column of the result.
    private boolean atTest(boolean plain) {
        boolean not = tokens.peek(1).is("not");
        Token next = not ? tokens.peek(2) : tokens.peek(1);
        return switch (next.kind() == Kind.WORD ? next.text() : "") {
            case "distinct" -> true;
            case "null", "true", "false", "unknown", "document", "normalized" -> !plain;
            case "nfc", "nfd", "nfkc", "nfkd" -> !plain;
            default -> not && !plain;
        };
    }

    private static boolean isNegatable(Token token) {
        return token.is("like")
                || token.is("ilike")
                || token.is("between")
                || token.is("in")
                || token.is("similar");
    }

    private Expression prefix(boolean plain) {
        Token token = tokens.peek();
        if (token.kind() == Kind.OPERATOR) {
            if (token.text().equals("*")) {
                throw tokens.unexpected();
            }
            tokens.take();
            boolean sign = token.text().equals("-") || token.text().equals("+");
            if (!sign && strengthOf(token.text()) != OTHER) {
                throw tokens.unexpected(token);
            }
            Operator operator = Operator.of(token.text(), token.position());
            return new Expression.Unary(operator, climb(sign ? SIGN : OTHER + 1, plain, null));
        }
        if (token.is("operator") && tokens.peek(1).is("(")) {
            Operator operator = operator();
            return new Expression.Unary(operator, climb(OTHER + 1, plain, null));
        }
        if (!plain && token.is("not")) {
            tokens.take();
            return new Expression.Not(climb(NOT, false, null), token.position());
        }
        if (!plain && token.is("default")) {
            tokens.take();
            return new Expression.DefaultValue(token.position());
        }
        return grammar.operands.operand();
    }

    private static int strengthOf(String symbol) {
        return switch (symbol) {
            case "<", ">", "=", "<=", ">=", "<>", "*", "/", "%", "^" -> COMPARISON;
            default -> OTHER;
        };
    }

    private Expression infix(Expression left, int strength, boolean plain) {
        Token token = tokens.peek();
        return switch (token.text()) {
            case "::" -> {
                tokens.take();
                yield new Expression.Cast(left, grammar.types.type(), token.position());
            }
            case "or" -> new Expression.Or(terms(left, "or", AND), token.position());
            case "and" -> new Expression.And(terms(left, "and", NOT), token.position());
            case "is", "isnull", "notnull" -> is(left, plain);
            case "like", "ilike", "similar", "between", "in", "not" -> like(left);
            case "at" -> zone(left);
            case "collate" -> {
                tokens.take();
                QualifiedName name = grammar.names.qualified();
                yield new Expression.Collate(left, name, token.position());
            }
            default -> binary(left, strength, plain);
        };
    }

    private List<Expression> terms(Expression first, String word, int strength) {
        List<Expression> terms = new ArrayList<>();
        terms.add(first);
        while (tokens.accept(word)) {
            terms.add(climb(strength, false, null));
        }
        return List.copyOf(terms);
    }

    private Expression binary(Expression left, int strength, boolean plain) {
        Operator operator = operator();
        if (!plain && tokens.atAny("any", "some", "all")) {
            return quantified(left, operator);
        }
        return new Expression.Binary(operator, left, climb(strength + 1, plain, null));
    }

    /// `x op ANY (…)` from ANY on.
    private Expression quantified(Expression left, Operator operator) {
        boolean all = tokens.take().text().equals("all");
        int at = operator.position();
        return switch (grammar.parentheses.read()) {
            case Parentheses.Content.OfQuery(var query) ->
                    new SubqueryExpression.Quantified(left, operator, all, query, at);
            case Parentheses.Content.OfValues(var values) -> {
                if (values.size() != 1) {
                    throw tokens.unexpected();
                }
                yield new Predicate.QuantifiedArray(left, operator, all, values.getFirst(), at);
            }
        };
    }

    /// An operator by its symbol or as OPERATOR(schema.symbol).
    Operator operator() {
        Token token = tokens.take();
        if (token.kind() == Kind.OPERATOR) {
            return Operator.of(token.text(), token.position());
        }
        tokens.expect("(");
        String schema = null;
        while (tokens.peek().kind() != Kind.OPERATOR) {
            schema = grammar.names.column().text();
            tokens.expect(".");
        }
        String symbol = tokens.take().text();
        tokens.expect(")");
        return new Operator(schema, symbol, token.position());
    }

    private Expression is(Expression left, boolean plain) {
        Token word = tokens.take();
        int at = word.position();
        if (!word.text().equals("is")) {
            return new Predicate.IsNull(left, word.text().equals("notnull"), at);
        }
        boolean negated = tokens.accept("not");
        if (tokens.accept("distinct")) {
            tokens.expect("from");
            Expression right = climb(IS + 1, plain, null);
            return new Predicate.IsDistinctFrom(left, right, negated, at);
        }
        if (tokens.atAny("nfc", "nfd", "nfkc", "nfkd", "normalized")) {
            return grammar.calls.isNormalized(left, negated, at);
        }
        if (tokens.at("document")) {
            throw Tokens.unsupported(at, "XML functions");
        }
        return switch (tokens.expectAny("null", "true", "false", "unknown")) {
            case "null" -> new Predicate.IsNull(left, negated, at);
            case "true" -> new Predicate.IsTruth(left, Truth.TRUE, negated, at);
            case "false" -> new Predicate.IsTruth(left, Truth.FALSE, negated, at);
            default -> new Predicate.IsTruth(left, Truth.UNKNOWN, negated, at);
        };
    }

    private Expression like(Expression left) {
        int at = tokens.position();
        boolean negated = tokens.accept("not");
        return switch (tokens.take().text()) {
            case "in" -> in(left, negated, at);
            case "between" -> between(left, negated, at);
            case "like" -> pattern(Predicate.Style.LIKE, left, negated, at);
            case "ilike" -> pattern(Predicate.Style.ILIKE, left, negated, at);
            default -> {
                tokens.expect("to");
                yield pattern(Predicate.Style.SIMILAR, left, negated, at);
            }
        };
    }

    private Expression in(Expression left, boolean negated, int at) {
        return switch (grammar.parentheses.read()) {
            case Parentheses.Content.OfQuery(var query) ->
                    new SubqueryExpression.InQuery(left, query, negated, at);
            case Parentheses.Content.OfValues(var values) ->
                    new Predicate.InValues(left, values, negated, at);
        };
    }

    private Expression between(Expression left, boolean negated, int at) {
        boolean symmetric = tokens.accept("symmetric");
        if (!symmetric) {
            tokens.accept("asymmetric");
        }
        Expression low = plain();
        tokens.expect("and");
        Expression high = climb(LIKE + 1, false, null);
        return new Predicate.Between(left, low, high, symmetric, negated, at);
    }

    private Expression pattern(Predicate.Style style, Expression left, boolean negated, int at) {
        if (style != Predicate.Style.SIMILAR && tokens.atAny("any", "some", "all")) {
            return quantified(left, Operator.of(style.symbol(negated), at));
        }
        Expression pattern = climb(LIKE + 1, false, null);
        Expression escape = tokens.accept("escape") ? climb(LIKE + 1, false, null) : null;
        return new Predicate.Like(style, left, pattern, escape, negated, at);
    }

    private Expression zone(Expression left) {
        int at = tokens.position();
        tokens.expectAll("at", "time", "zone");
        Expression zone = climb(AT_ZONE + 1, false, null);
        return grammar.calls.worded(
                "timezone", Expression.Spelling.AT_TIME_ZONE, List.of(zone, left), at);
    }
}
