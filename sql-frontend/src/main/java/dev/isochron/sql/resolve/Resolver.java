package dev.isochron.sql.resolve;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.CastContext;
import dev.isochron.sql.cast.Casts;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.AggregateRoutine;
import dev.isochron.sql.expression.ArrayOf;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Callable;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Ordering;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.Routine;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.SetRoutine;
import dev.isochron.sql.expression.Signature;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.resolve.Overloads.Candidate;
import dev.isochron.sql.resolve.Overloads.Choice;
import dev.isochron.sql.resolve.Polymorphs.Bound;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Builds typed expressions from names and operators, by PostgreSQL's rules.
///
/// One serves one statement. What it refuses it refuses without a position.
public final class Resolver {
    /// Aggregates whose result tells in which order they were given their rows.
    private static final List<String> SEQUENTIAL =
            List.of("array_agg", "string_agg", "json_agg", "jsonb_agg");

    private final Routines routines;
    private final Coercion coercion;
    private final Forms forms;

    /// A resolver for one statement.
    ///
    /// @param env the session in which the statement is planned: literals are read in it
    /// @param unknowns learns the types of parameters that were not declared
    public Resolver(Routines routines, Env env, Unknowns unknowns) {
        this.routines = routines;
        this.coercion = new Coercion(env, unknowns);
        this.forms = new Forms(this, coercion);
    }

    /// `CASE`, `IN`, `COALESCE`, arrays and the other forms with rules of their own.
    public Forms forms() {
        return forms;
    }

    /// A literal in quotes, whose type its surroundings decide.
    ///
    /// @param position where it is said to be if they cannot read it
    public Constant literal(String text, int position) {
        return coercion.written(text, position);
    }

    /// Whether a name is that of an aggregate function.
    public boolean isAggregate(String name) {
        return routines.isAggregate(name);
    }

    /// Calls a function; one that gives rows becomes a [SetCall], an aggregate one an
    /// [AggregateCall].
    ///
    /// @param name in lower case, without a schema
    public Expression function(String name, List<Expression> arguments) {
        if (name.equals("pg_typeof") && arguments.size() == 1) {
            return new Constant(Value.of(arguments.getFirst().type().oid()), SqlType.REGTYPE);
        }
        List<SqlType> types = Coercion.types(arguments);
        Choice choice = Overloads.choose(routines.functions(name), types);
        if (choice.chosen() != null) {
            return call(choice.chosen(), arguments);
        }
        return typeAsFunction(name, arguments)
                .orElseThrow(() ->
                        choice.isAmbiguous()
                                ? Refusals.ambiguousFunction(name, types)
                                : Refusals.noFunction(name, types));
    }

    /// The refusal of a function that takes no such arguments.
    public SqlException noFunction(String name, List<Expression> arguments) {
        return Refusals.noFunction(name, Coercion.types(arguments));
    }

    /// `f(VARIADIC array)`: the last argument holds those that the function gathers.
    public Expression functionOfArray(String name, List<Expression> arguments) {
        List<Expression> typed = arguments.stream().map(coercion::known).toList();
        List<Routine> plain = new ArrayList<>();
        for (Callable callable : routines.functions(name)) {
            if (callable instanceof Routine routine && routine.signature().isVariadic()) {
                if (routine.parameters().getLast().is(TypeId.ANY)) {
                    throw SqlException.of(
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "VARIADIC arguments of " + name + " are not supported");
                }
                plain.add(gathered(routine));
            }
        }
        List<SqlType> types = Coercion.types(typed);
        Choice choice = Overloads.choose(plain, types);
        if (choice.chosen() == null) {
            throw Refusals.noFunction(name, types);
        }
        return call(choice.chosen(), typed);
    }

    private static Routine gathered(Routine routine) {
        return new Routine(
                Signature.of(
                        routine.name(),
                        routine.result(),
                        routine.parameters().toArray(SqlType[]::new)),
                routine.volatility(),
                routine.isStrict(),
                routine.body());
    }

    /// A type's name may be called like a function: `date('2020-01-01')`.
    private Optional<Expression> typeAsFunction(String name, List<Expression> arguments) {
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        return TypeNames.find(name)
                .filter(type -> type.catalogName().equals(name))
                .filter(type -> !type.id().isPolymorphic())
                .flatMap(
                        type -> coercion.convert(arguments.getFirst(), type, CastContext.EXPLICIT));
    }

    private Expression call(Candidate candidate, List<Expression> arguments) {
        Callable callable = candidate.callable();
        Bound bound = bound(candidate, arguments);
        List<Expression> converted = converted(bound.parameters(), arguments);
        List<SqlType> types = Coercion.types(converted);
        List<Expression> passed =
                candidate.spreads() ? gathered(callable, converted, bound) : converted;
        return switch (callable) {
            case Routine routine ->
                    new Call(routine.forTypes(types), passed, resultOf(bound, types, routine));
            case SetRoutine set -> new SetCall(typed(set, types), passed, bound.result());
            case AggregateRoutine aggregate ->
                    new AggregateCall(
                            aggregate,
                            passed,
                            false,
                            null,
                            List.of(),
                            resultOf(bound, types, aggregate));
        };
    }

    private static SetRoutine typed(SetRoutine set, List<SqlType> types) {
        return new SetRoutine(
                set.signature(),
                set.columns().stream().map(column -> typed(column, types)).toList(),
                set.volatility(),
                set.isStrict(),
                set.body().forTypes(types));
    }

    /// A column of any type is of that of the first argument's elements.
    private static OutputColumn typed(OutputColumn column, List<SqlType> types) {
        return column.type().is(TypeId.ANYELEMENT)
                ? new OutputColumn(column.name(), types.getFirst().element().orElseThrow())
                : column;
    }

    private static Bound bound(Candidate candidate, List<Expression> arguments) {
        List<SqlType> types = Coercion.types(arguments);
        return Polymorphs.bind(candidate.callable().signature(), candidate.parameters(), types)
                .orElseThrow(() ->
                        Refusals.mismatch(
                                "could not determine polymorphic type because input has"
                                        + " type unknown"));
    }

    /// `min` and `max` give back what they were given, so what pads a `char(n)` stays known.
    private static SqlType resultOf(Bound bound, List<SqlType> types, Callable callable) {
        boolean keeps =
                callable instanceof AggregateRoutine
                        && bound.result().is(TypeId.BPCHAR)
                        && types.getFirst().is(TypeId.BPCHAR);
        return keeps ? types.getFirst() : bound.result();
    }

    private List<Expression> converted(List<SqlType> parameters, List<Expression> arguments) {
        List<Expression> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            converted.add(argument(arguments.get(i), parameters.get(i)));
        }
        return converted;
    }

    private Expression argument(Expression argument, SqlType parameter) {
        if (parameter.is(TypeId.ANY)) {
            return coercion.known(argument);
        }
        if (argument.type().isSameAs(parameter)) {
            return argument;
        }
        return coercion.convert(argument, parameter.withoutModifier(), CastContext.IMPLICIT)
                .orElseThrow(() -> Refusals.cannotCast(argument.type(), parameter));
    }

    /// Puts the arguments that a variadic parameter stands for into one array.
    private static List<Expression> gathered(
            Callable callable, List<Expression> arguments, Bound bound) {
        List<SqlType> declared = callable.signature().parameters();
        if (declared.getLast().is(TypeId.ANY)) {
            return arguments;
        }
        int fixed = declared.size() - 1;
        List<Expression> passed = new ArrayList<>(arguments.subList(0, fixed));
        SqlType array = bound.parameters().get(fixed).withoutModifier().array();
        passed.add(new ArrayOf(arguments.subList(fixed, arguments.size()), array));
        return passed;
    }

    /// Whether there is an aggregate of this name that takes no arguments: `count(*)`.
    public boolean isParameterless(String name) {
        return routines.functions(name).stream()
                .anyMatch(callable -> callable.signature().parameters().isEmpty());
    }

    /// Calls an aggregate function.
    ///
    /// @param filter which rows count; null: all
    public AggregateCall aggregate(
            String name,
            List<Expression> arguments,
            boolean distinct,
            @Nullable Expression filter,
            List<SortTerm> order) {
        if (!(function(name, arguments) instanceof AggregateCall call)) {
            throw SqlException.of(
                    SqlCode.WRONG_OBJECT_TYPE,
                    "DISTINCT, FILTER or ORDER BY specified, but "
                            + name
                            + " is not an aggregate function");
        }
        List<SortTerm> taken =
                distinct && order.isEmpty() && SEQUENTIAL.contains(call.routine().name())
                        ? upwards(call.arguments())
                        : order;
        return new AggregateCall(
                call.routine(), call.arguments(), distinct, filter, taken, call.type());
    }

    /// As PostgreSQL does, which sorts in order to find what is equal.
    private static List<SortTerm> upwards(List<Expression> keys) {
        return keys.stream()
                .map(key -> new SortTerm(key, ordering(key.type()), false, false))
                .toList();
    }

    /// Applies an operator to two operands.
    ///
    /// @param symbol its characters; `!=` is `<>`
    public Expression operator(String symbol, Expression left, Expression right) {
        return apply(symbol, List.of(left, right));
    }

    /// Applies an operator that stands before its operand.
    public Expression prefix(String symbol, Expression operand) {
        return apply(symbol, List.of(operand));
    }

    private Expression apply(String written, List<Expression> operands) {
        String symbol = written.equals("!=") ? "<>" : written;
        List<SqlType> types = Coercion.types(operands);
        Choice choice = Overloads.choose(routines.operators(symbol), types);
        if (choice.chosen() == null) {
            throw choice.isAmbiguous()
                    ? Refusals.ambiguousOperator(symbol, types)
                    : Refusals.noOperator(symbol, types);
        }
        return call(choice.chosen(), operands);
    }

    /// The operator `=` of two operands, with what it is applied to.
    Call equal(Expression left, Expression right) {
        return (Call) operator("=", left, right);
    }

    /// The user's cast: `CAST (… AS type)` or `::type`.
    public Expression cast(Expression expression, SqlType type) {
        return coercion.convert(expression, type, CastContext.EXPLICIT)
                .orElseThrow(() -> Refusals.cannotCast(expression.type(), type));
    }

    /// What is put into a column.
    public Expression assign(Expression expression, SqlType type, String column) {
        return assignable(expression, type)
                .orElseThrow(() ->
                        SqlError.of(
                                        SqlCode.DATATYPE_MISMATCH,
                                        "column \"%s\" is of type %s but expression is of type %s"
                                                .formatted(
                                                        column,
                                                        type.displayName(),
                                                        expression.type().displayName()))
                                .withHint("You will need to rewrite or cast the expression.")
                                .exception());
    }

    /// What is put into something of a type; empty if it does not go there by itself.
    public Optional<Expression> assignable(Expression expression, SqlType type) {
        return coercion.convert(expression, type, CastContext.ASSIGNMENT);
    }

    /// Gives the type `text` to what has none, as a column of a result.
    public Expression known(Expression expression) {
        return coercion.known(expression);
    }

    /// What has to be of a type where it stands, such as the number of `LIMIT`.
    ///
    /// @param place what is named in the error, such as `argument of LIMIT`
    public Expression require(Expression expression, SqlType type, String place) {
        return coercion.convert(expression, type, CastContext.ASSIGNMENT)
                .filter(_ -> isNear(expression.type(), type))
                .orElseThrow(() ->
                        Refusals.mismatch(
                                "%s must be type %s, not type %s"
                                        .formatted(
                                                place,
                                                type.displayName(),
                                                expression.type().displayName())));
    }

    private static boolean isNear(SqlType from, SqlType to) {
        return from.is(TypeId.UNKNOWN) || from.category() == to.category();
    }

    /// A condition.
    ///
    /// @param clause such as `WHERE`
    public Expression condition(Expression expression, String clause) {
        return require(expression, SqlType.BOOL, "argument of " + clause);
    }

    /// The type of several alternatives.
    ///
    /// @param context such as `UNION`
    public SqlType commonType(String context, List<Expression> alternatives) {
        return CommonTypes.require(context, Coercion.types(alternatives));
    }

    /// An alternative as one of the common type.
    ///
    /// @param context such as `UNION`
    public Expression toCommon(Expression expression, SqlType type, String context) {
        return coercion.convert(expression, type, CastContext.IMPLICIT)
                .orElseThrow(() ->
                        SqlException.of(
                                SqlCode.CANNOT_COERCE,
                                "%s could not convert type %s to %s"
                                        .formatted(
                                                context,
                                                expression.type().displayName(),
                                                type.displayName())));
    }

    /// The order of a type's values, for `ORDER BY`, `GROUP BY` and `DISTINCT`.
    ///
    /// @throws SqlException if it has none
    public static Ordering ordering(SqlType type) {
        return Orders.of(type);
    }

    /// Makes sure that the values of a type can be told apart, for `GROUP BY` and `DISTINCT`.
    ///
    /// @throws SqlException if they cannot
    public static SqlType equality(SqlType type) {
        return Orders.requireEquality(type);
    }

    /// Whether a value of one type may be assigned to a column of another.
    public static boolean isAssignable(SqlType from, SqlType to) {
        return from.is(TypeId.UNKNOWN)
                || Casts.find(from, to)
                        .filter(cast -> cast.context().permits(CastContext.ASSIGNMENT))
                        .isPresent();
    }
}
