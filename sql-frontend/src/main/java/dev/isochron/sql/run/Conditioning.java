package dev.isochron.sql.run;

import dev.isochron.protocol.program.Condition;
import dev.isochron.protocol.program.Condition.Relation;
import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.And;
import dev.isochron.sql.expression.ArraySubquery;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Convert;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.ExistsSubquery;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.InList;
import dev.isochron.sql.expression.Not;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.expression.Or;
import dev.isochron.sql.expression.QuantifiedSubquery;
import dev.isochron.sql.expression.Routine;
import dev.isochron.sql.expression.ScalarSubquery;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says conditions in the words of programs. What has no exact word there is not said.
final class Conditioning {

    private final Pushing pushing;
    private final @Nullable Env env;

    /// @param env where values come from that no row has; null to ask only whether there are words
    Conditioning(Pushing pushing, @Nullable Env env) {
        this.pushing = pushing;
        this.env = env;
    }

    /// The condition, if there are words for it.
    Optional<Condition> of(Expression expression) {
        return switch (expression) {
            case And(List<Expression> terms) -> all(terms).map(Condition.All::new);
            case Or(List<Expression> terms) -> all(terms).map(Condition.Any::new);
            case Not(Expression operand) -> of(operand).map(Condition.Not::new);
            case NullTest(Expression operand, boolean negated) ->
                    term(operand)
                            .map(term -> {
                                Condition missing = new Condition.Missing(term);
                                return negated ? new Condition.Not(missing) : missing;
                            });
            case InList in -> among(in);
            case Call(Routine routine, List<Expression> arguments, _)
                    when arguments.size() == 2 && compares(routine) ->
                    comparison(routine, arguments);
            default ->
                    expression.type().isSameAs(SqlType.BOOL)
                            ? pushing.column(expression)
                                    .map(input -> new Condition.Holds(new Term.Column(input)))
                            : Optional.empty();
        };
    }

    private Optional<Condition> comparison(Routine routine, List<Expression> arguments) {
        Optional<Relation> relation = relation(routine.name());
        if (relation.isEmpty()) {
            return Optional.empty();
        }
        Optional<Term> left = term(arguments.getFirst());
        Optional<Term> right = term(arguments.getLast());
        return left.isPresent() && right.isPresent()
                ? Optional.of(new Condition.Compare(relation.get(), left.get(), right.get()))
                : Optional.empty();
    }

    private Optional<List<Condition>> all(List<Expression> terms) {
        List<Condition> all = new ArrayList<>();
        for (Expression term : terms) {
            Optional<Condition> one = of(term);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return Optional.of(all);
    }

    private Optional<Condition> among(InList in) {
        Optional<Term> operand = compares(in.equality()) ? term(in.operand()) : Optional.empty();
        if (operand.isEmpty() || in.items().isEmpty()) {
            return Optional.empty();
        }
        List<Term.Constant> items = new ArrayList<>();
        for (Expression item : in.items()) {
            Optional<Term.Constant> constant =
                    isKnown(item) ? pushing.constant(item, env) : Optional.empty();
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            items.add(constant.get());
        }
        Condition among = new Condition.Among(operand.get(), items);
        return Optional.of(in.negated() ? new Condition.Not(among) : among);
    }

    private Optional<Term> term(Expression expression) {
        if (kind(expression.type()) == 0) {
            return Optional.empty();
        }
        if (isKnown(expression)) {
            return pushing.constant(expression, env).map(constant -> constant);
        }
        if (expression instanceof Convert convert
                && convert.changesNothing()
                && kind(convert.operand().type()) == kind(convert.type())) {
            return term(convert.operand());
        }
        if (expression instanceof Call(Routine routine, List<Expression> arguments, SqlType type)
                && arguments.size() == 2) {
            return arithmetic(routine, arguments, type);
        }
        return pushing.column(expression).map(Term.Column::new);
    }

    private Optional<Term> arithmetic(Routine routine, List<Expression> arguments, SqlType type) {
        Optional<Term.Operator> operator = operator(routine.name());
        boolean isInteger =
                bits(type) > 0
                        && routine.parameters().stream().allMatch(of -> bits(of) > 0)
                        && operator.isPresent();
        if (!isInteger) {
            return Optional.empty();
        }
        Optional<Term> left = term(arguments.getFirst());
        Optional<Term> right = term(arguments.getLast());
        return left.isPresent() && right.isPresent()
                ? Optional.of(
                        new Term.Arithmetic(operator.get(), bits(type), left.get(), right.get()))
                : Optional.empty();
    }

    /// Whether it is the same for all rows of a run, and can be computed before the first.
    private static boolean isKnown(Expression expression) {
        return Expressions.columnsOf(expression).isEmpty()
                && !Expressions.contains(
                        expression,
                        node -> node.ownVolatility() == Volatility.VOLATILE || isSubquery(node));
    }

    private static boolean isSubquery(Expression node) {
        return switch (node) {
            case ScalarSubquery _, ExistsSubquery _, QuantifiedSubquery _, ArraySubquery _ -> true;
            default -> false;
        };
    }

    /// Whether a condition has a result for every row, once there are words for it: sums can
    /// overflow, quotients cannot as long as they are not by zero or minus one.
    static boolean hasResult(Expression expression) {
        return !Expressions.contains(
                expression,
                node ->
                        node instanceof Call(Routine routine, List<Expression> arguments, _)
                                && operator(routine.name()).isPresent()
                                && !isKnown(node)
                                && !dividesSafely(routine, arguments));
    }

    private static boolean dividesSafely(Routine routine, List<Expression> arguments) {
        boolean isDivision = routine.name().equals("/") || routine.name().equals("%");
        return isDivision
                && arguments.getLast() instanceof Constant(Value.Int(long by), _)
                && by != 0
                && by != -1;
    }

    private static boolean compares(Routine routine) {
        List<SqlType> types = routine.parameters();
        return types.size() == 2
                && kind(types.getFirst()) != 0
                && kind(types.getFirst()) == kind(types.getLast());
    }

    /// Types of one kind have values of one class, whose order is that of stored values.
    private static int kind(SqlType type) {
        if (type.isArray()) {
            return 0;
        }
        return switch (type.id()) {
            case BOOL -> 1;
            case INT2, INT4, INT8, OID -> 2;
            case NUMERIC -> 3;
            case FLOAT4 -> 4;
            case FLOAT8 -> 5;
            case TEXT, VARCHAR -> 6;
            case BYTEA -> 7;
            case UUID -> 8;
            case DATE -> 9;
            case TIME -> 10;
            case TIMESTAMP -> 11;
            case TIMESTAMPTZ -> 12;
            default -> 0;
        };
    }

    private static int bits(SqlType type) {
        if (type.isArray()) {
            return 0;
        }
        return type.is(TypeId.INT2)
                ? Short.SIZE
                : type.is(TypeId.INT4) ? Integer.SIZE : type.is(TypeId.INT8) ? Long.SIZE : 0;
    }

    private static Optional<Term.Operator> operator(String name) {
        return switch (name) {
            case "+" -> Optional.of(Term.Operator.ADD);
            case "-" -> Optional.of(Term.Operator.SUBTRACT);
            case "*" -> Optional.of(Term.Operator.MULTIPLY);
            case "/" -> Optional.of(Term.Operator.DIVIDE);
            case "%" -> Optional.of(Term.Operator.REMAINDER);
            default -> Optional.empty();
        };
    }

    private static Optional<Relation> relation(String name) {
        return switch (name) {
            case "=" -> Optional.of(Relation.EQUAL);
            case "<>" -> Optional.of(Relation.NOT_EQUAL);
            case "<" -> Optional.of(Relation.LESS);
            case "<=" -> Optional.of(Relation.LESS_OR_EQUAL);
            case ">" -> Optional.of(Relation.GREATER);
            case ">=" -> Optional.of(Relation.GREATER_OR_EQUAL);
            default -> Optional.empty();
        };
    }
}
