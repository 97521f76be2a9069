package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Expression.SystemValue.Which;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.SubqueryExpression;
import dev.isochron.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What stands between operators: literals, names, calls, constructors, parentheses.
final class Operands {

    /// As many as a Bind message can carry.
    private static final int MAX_PARAMETER = 65535;

    private final Grammar grammar;
    private final Tokens tokens;

    Operands(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// An operand with what is selected from it.
    Expression operand() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case WHOLE, DECIMAL -> {
                tokens.take();
                yield new Expression.NumberLiteral(token.text(), token.position());
            }
            case STRING -> {
                tokens.take();
                yield new Expression.StringLiteral(token.text(), token.position());
            }
            case PARAMETER -> withIndirection(parameter());
            case QUOTED -> named();
            case WORD -> token.word() == null ? plainWord(token) : keyword(token);
            case PUNCTUATION -> {
                if (!token.text().equals("(")) {
                    throw tokens.unexpected();
                }
                yield withIndirection(parenthesized());
            }
            case OPERATOR, END -> throw tokens.unexpected();
        };
    }

    private Expression parameter() {
        Token token = tokens.take();
        int number = token.text().length() > 8 ? MAX_PARAMETER + 1 : Integer.parseInt(token.text());
        if (number < 1 || number > MAX_PARAMETER) {
            throw SqlException.at(
                    token.position(),
                    SqlCode.UNDEFINED_PARAMETER,
                    "there is no parameter $" + token.text());
        }
        return new Expression.Parameter(number, token.position());
    }

    private Expression parenthesized() {
        int at = tokens.position();
        return switch (grammar.parentheses.read()) {
            case Parentheses.Content.OfQuery(var query) -> new SubqueryExpression.Scalar(query, at);
            case Parentheses.Content.OfValues(var values) -> grouped(values, at);
        };
    }

    /// What values in parentheses are: one is itself, several are a row.
    Expression grouped(List<Expression> values, int at) {
        return values.size() == 1
                ? values.getFirst()
                : overlaps(new Expression.RowOf(values, false, at));
    }

    private Expression overlaps(Expression.RowOf row) {
        if (!tokens.at("overlaps")) {
            return row;
        }
        Token word = tokens.take();
        int at = tokens.position();
        List<Expression> values = new ArrayList<>(row.fields());
        if (tokens.at("row")) {
            values.addAll(rowFields());
        } else {
            switch (grammar.parentheses.read()) {
                case Parentheses.Content.OfValues(var others) when others.size() > 1 ->
                        values.addAll(others);
                case Parentheses.Content _ -> throw tokens.unexpected();
            }
        }
        if (row.fields().size() != 2) {
            throw wrongOverlaps("left", row.position());
        }
        if (values.size() != 4) {
            throw wrongOverlaps("right", at);
        }
        return grammar.calls.worded(
                "overlaps", Expression.Spelling.OVERLAPS, List.copyOf(values), word.position());
    }

    private static SqlException wrongOverlaps(String side, int at) {
        return Tokens.syntaxError(
                at, "wrong number of parameters on " + side + " side of OVERLAPS expression");
    }

    private Expression plainWord(Token token) {
        if (token.text().equals("double") && tokens.peek(1).is("precision")) {
            return typedLiteral();
        }
        return named();
    }

    private Expression keyword(Token token) {
        return switch (token.wordClass()) {
            case NAME -> named();
            case COLUMN_NAME -> columnWord(token);
            case TYPE_OR_FUNCTION -> functionWord(token);
            case RESERVED -> reserved(token);
        };
    }

    private Expression columnWord(Token token) {
        Token next = tokens.peek(1);
        boolean opens = next.is("(");
        return switch (token.text()) {
            case "bigint", "bit", "boolean", "dec", "decimal", "float", "int", "integer" ->
                    opens || isString(next) ? typedLiteral() : named();
            case "numeric", "real", "smallint", "interval" ->
                    opens || isString(next) ? typedLiteral() : named();
            case "char", "character", "nchar", "varchar", "national" ->
                    opens
                                    || isString(next)
                                    || next.is("varying")
                                    || (token.text().equals("national") && next.is("char"))
                                    || (token.text().equals("national") && next.is("character"))
                            ? typedLiteral()
                            : named();
            case "time", "timestamp" ->
                    opens || isString(next) || next.is("with") || next.is("without")
                            ? typedLiteral()
                            : named();
            case "row" -> opens ? overlaps(explicitRow()) : named();
            case "exists" -> opens ? exists() : named();
            default -> opens ? grammar.calls.worded() : named();
        };
    }

    private static boolean isString(Token token) {
        return token.kind() == Kind.STRING;
    }

    private Expression functionWord(Token token) {
        if (token.text().equals("collation") && tokens.peek(1).is("for")) {
            return grammar.calls.collationFor();
        }
        if (token.text().equals("current_schema") && !tokens.peek(1).is("(")) {
            tokens.take();
            return new Expression.SystemValue(Which.CURRENT_SCHEMA, null, token.position());
        }
        Name name = grammar.names.take();
        Expression call = callOrLiteral(List.of(name));
        if (call == null) {
            throw tokens.unexpected();
        }
        return call;
    }

    private Expression reserved(Token token) {
        int at = token.position();
        return switch (token.text()) {
            case "null" -> {
                tokens.take();
                yield new Expression.NullLiteral(at);
            }
            case "true", "false" -> {
                tokens.take();
                yield new Expression.BooleanLiteral(token.text().equals("true"), at);
            }
            case "case" -> caseOf();
            case "cast" -> cast();
            case "array" -> array();
            case "current_date",
                    "current_time",
                    "current_timestamp",
                    "localtime",
                    "localtimestamp",
                    "current_user",
                    "current_role",
                    "session_user",
                    "user",
                    "current_catalog" ->
                    systemValue();
            case "unique" -> throw Tokens.unsupported(at, "UNIQUE predicates");
            default -> throw tokens.unexpected();
        };
    }

    private Expression systemValue() {
        Token token = tokens.take();
        Integer precision = null;
        boolean precise =
                switch (token.text()) {
                    case "current_time", "current_timestamp", "localtime", "localtimestamp" -> true;
                    default -> false;
                };
        if (precise && tokens.accept("(")) {
            precision = tokens.integer();
            tokens.expect(")");
        }
        Which which = Which.valueOf(token.text().toUpperCase(Locale.ROOT));
        return new Expression.SystemValue(which, precision, token.position());
    }

    private Expression typedLiteral() {
        TypeName type = grammar.types.builtIn(false);
        if (type == null) {
            throw tokens.unexpected();
        }
        int at = tokens.position();
        String text = tokens.string();
        if (type.name().text().equals("interval") && type.modifiers().isEmpty()) {
            type = grammar.types.intervalAfter(type);
        }
        return new Expression.TypedLiteral(type, text, at);
    }

    private Expression named() {
        Token token = tokens.peek();
        List<Name> names = new ArrayList<>();
        names.add(grammar.names.take());
        while (tokens.at(".")) {
            if (tokens.peek(1).is("*")) {
                return star(names);
            }
            tokens.take();
            names.add(grammar.names.label());
        }
        if (names.size() > 1 || Names.mayBeTypeOrFunction(token)) {
            Expression call = callOrLiteral(List.copyOf(names));
            if (call != null) {
                return call;
            }
        }
        return withIndirection(
                new Expression.ColumnReference(List.copyOf(names), token.position()));
    }

    private Expression star(List<Name> names) {
        tokens.take();
        tokens.take();
        if (tokens.atAny(".", "[")) {
            throw tokens.refuse("improper use of \"*\"", tokens.peek());
        }
        return new Expression.Star(List.copyOf(names), names.getFirst().position());
    }

    private @Nullable Expression callOrLiteral(List<Name> names) {
        if (tokens.at("(")) {
            return grammar.calls.call(new QualifiedName(names));
        }
        Token string = tokens.acceptString();
        return string == null
                ? null
                : new Expression.TypedLiteral(
                        Types.named(names, List.of()), string.text(), string.position());
    }

    /// An operand with the fields, elements and slices that are selected from it.
    Expression withIndirection(Expression base) {
        Expression result = base;
        while (tokens.atAny("[", ".")) {
            int at = tokens.position();
            if (tokens.at("[")) {
                result = new Expression.Subscript(result, brackets(), at);
            } else {
                tokens.take();
                Name field = tokens.accept("*") ? null : grammar.names.label();
                result = new Expression.FieldSelection(result, field, at);
                if (field == null) {
                    return result;
                }
            }
        }
        return result;
    }

    /// Pairs of brackets, as many as there are.
    List<Expression.Bracket> brackets() {
        List<Expression.Bracket> brackets = new ArrayList<>();
        while (tokens.accept("[")) {
            Expression lower = tokens.at(":") ? null : grammar.expressions.expression();
            if (tokens.accept(":")) {
                Expression upper = tokens.at("]") ? null : grammar.expressions.expression();
                brackets.add(new Expression.Bracket.Slice(lower, upper));
            } else if (lower != null) {
                brackets.add(new Expression.Bracket.Index(lower));
            }
            tokens.expect("]");
        }
        return List.copyOf(brackets);
    }

    private Expression exists() {
        int at = tokens.take().position();
        return new SubqueryExpression.Exists(grammar.parentheses.query(), at);
    }

    private Expression.RowOf explicitRow() {
        int at = tokens.position();
        return new Expression.RowOf(rowFields(), true, at);
    }

    private List<Expression> rowFields() {
        tokens.expectAll("row", "(");
        List<Expression> fields = tokens.at(")") ? List.of() : grammar.expressions.list();
        tokens.expect(")");
        return fields;
    }

    private Expression caseOf() {
        int at = tokens.take().position();
        Expression operand = tokens.at("when") ? null : grammar.expressions.expression();
        List<Expression.Branch> branches = new ArrayList<>();
        do {
            tokens.expect("when");
            Expression when = grammar.expressions.expression();
            tokens.expect("then");
            branches.add(new Expression.Branch(when, grammar.expressions.expression()));
        } while (tokens.at("when"));
        Expression otherwise = tokens.accept("else") ? grammar.expressions.expression() : null;
        tokens.expect("end");
        return new Expression.Case(operand, List.copyOf(branches), otherwise, at);
    }

    private Expression cast() {
        int at = tokens.take().position();
        tokens.expect("(");
        Expression operand = grammar.expressions.expression();
        tokens.expect("as");
        TypeName type = grammar.types.type();
        tokens.expect(")");
        return new Expression.Cast(operand, type, at);
    }

    private Expression array() {
        int at = tokens.take().position();
        if (tokens.at("(")) {
            return new SubqueryExpression.ArrayFrom(grammar.parentheses.query(), at);
        }
        return elements(at);
    }

    private Expression elements(int at) {
        tokens.enter();
        tokens.expect("[");
        List<Expression> elements = List.of();
        if (tokens.at("[")) {
            elements = tokens.list(() -> elements(tokens.position()));
        } else if (!tokens.at("]")) {
            elements = grammar.expressions.list();
        }
        tokens.expect("]");
        tokens.leave();
        return new Expression.ArrayOf(elements, at);
    }
}
