package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.ArraySubquery;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Comparison;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.ExistsSubquery;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.expression.QuantifiedSubquery;
import dev.isochron.sql.expression.ScalarSubquery;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.resolve.Forms;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.tree.Predicate;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.SubqueryExpression;
import dev.isochron.sql.tree.Window;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Binds expressions in a scope.
final class ExpressionBinder {

    private static final List<String> ORDERED_SETS =
            List.of("percentile_cont", "percentile_disc", "mode");

    private static final List<String> HYPOTHETICAL =
            List.of("rank", "dense_rank", "percent_rank", "cume_dist");

    private final Context context;
    private final Scope scope;
    private final Clause clause;
    private final Ctes ctes;
    private final Resolver resolver;
    private final List<Window.Named> named;

    ExpressionBinder(Context context, Scope scope, Ctes ctes, Clause clause) {
        this(context, scope, ctes, clause, List.of());
    }

    private ExpressionBinder(
            Context context, Scope scope, Ctes ctes, Clause clause, List<Window.Named> named) {
        this.named = named;
        this.context = context;
        this.scope = scope;
        this.ctes = ctes;
        this.clause = clause;
        this.resolver = context.resolver();
    }

    Scope scope() {
        return scope;
    }

    /// For queries that are run for each row of the scope.
    QueryBinder queries(Frame frame) {
        return new QueryBinder(context, frame, ctes);
    }

    ExpressionBinder in(Clause other) {
        return new ExpressionBinder(context, scope, ctes, other, named);
    }

    /// The same where these windows have names.
    ExpressionBinder with(List<Window.Named> windows) {
        return new ExpressionBinder(context, scope, ctes, clause, windows);
    }

    WindowBinder windows() {
        return new WindowBinder(this, resolver, named);
    }

    /// A condition, such as WHERE's.
    Expression condition(dev.isochron.sql.tree.Expression from) {
        Expression bound = bind(from);
        return at(from.start(), () -> resolver.condition(bound, clause.conditionName()));
    }

    List<Expression> bind(List<dev.isochron.sql.tree.Expression> from) {
        List<Expression> bound = new ArrayList<>(from.size());
        from.forEach(each -> bound.add(bind(each)));
        return bound;
    }

    /// A text where nothing says of which type it is.
    Expression known(Expression expression) {
        return resolver.known(expression);
    }

    /// Whatever is refused without a position gets this one.
    static <T> T at(int position, java.util.function.Supplier<T> making) {
        try {
            return making.get();
        } catch (SqlException e) {
            if (e.error().position() > 0 || position <= 0) {
                throw e;
            }
            throw new SqlException(e.error().orPosition(position));
        }
    }

    /// Binds an expression; its type may be `unknown`.
    Expression bind(dev.isochron.sql.tree.Expression from) {
        return switch (from) {
            case dev.isochron.sql.tree.Expression.NullLiteral _ -> Constant.ofNull(SqlType.UNKNOWN);
            case dev.isochron.sql.tree.Expression.BooleanLiteral(boolean value, _) ->
                    Constant.of(value);
            case dev.isochron.sql.tree.Expression.NumberLiteral(String text, int position) ->
                    at(position, () -> Forms.number(text));
            case dev.isochron.sql.tree.Expression.StringLiteral(String text, int position) ->
                    resolver.literal(text, position);
            case dev.isochron.sql.tree.Expression.TypedLiteral literal ->
                    at(
                            literal.position(),
                            () ->
                                    resolver.cast(
                                            Constant.ofLiteral(literal.text()),
                                            WrittenTypes.of(literal.type())));
            case dev.isochron.sql.tree.Expression.Parameter(int number, int position) ->
                    context.parameter(number, position);
            case dev.isochron.sql.tree.Expression.DefaultValue(int position) ->
                    throw SqlException.at(
                            position,
                            SqlCode.SYNTAX_ERROR,
                            "DEFAULT is not allowed in this context");
            case dev.isochron.sql.tree.Expression.ColumnReference(var names, int position) -> {
                if (clause.equals(Clause.DEFAULT)) {
                    throw SqlException.at(
                            position,
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "cannot use column reference in DEFAULT expression");
                }
                yield FieldBinder.plain(scope.column(names, position), position);
            }
            case dev.isochron.sql.tree.Expression.Star(_, int position) ->
                    throw SqlException.at(
                            position, SqlCode.SYNTAX_ERROR, "* is not allowed in this context");
            case dev.isochron.sql.tree.Expression.FunctionCall call -> function(call);
            case dev.isochron.sql.tree.Expression.NamedArgument named ->
                    throw SqlException.unsupported(named.position(), "named arguments are");
            case dev.isochron.sql.tree.Expression.Cast cast -> cast(cast);
            case dev.isochron.sql.tree.Expression.Collate collate -> Collations.bind(this, collate);
            case dev.isochron.sql.tree.Expression.RowOf row ->
                    throw SqlException.unsupported(row.position(), "row values here are");
            case dev.isochron.sql.tree.Expression.FieldSelection field ->
                    new FieldBinder(this, scope).bind(field);
            case Predicate predicate -> predicate(predicate);
            case SubqueryExpression subquery -> subquery(subquery);
            default -> new FormBinder(this, resolver).bind(from);
        };
    }

    private Expression cast(dev.isochron.sql.tree.Expression.Cast cast) {
        SqlType type = WrittenTypes.of(cast.type());
        if (cast.operand() instanceof dev.isochron.sql.tree.Expression.ArrayOf(var elements, _)) {
            List<Expression> bound = bind(elements);
            Expression array = at(cast.position(), () -> resolver.forms().array(bound, type));
            return at(cast.position(), () -> resolver.cast(array, type));
        }
        Expression operand = bind(cast.operand());
        return at(cast.position(), () -> resolver.cast(operand, type));
    }

    private Expression function(dev.isochron.sql.tree.Expression.FunctionCall call) {
        String name = call.name().text();
        requireSystem(call);
        Window over = call.over();
        if (over != null) {
            clause.requireWindows(call.position());
            return windows().call(call, over);
        }
        requireOrderedSet(call);
        WindowBinder.requireOver(name, call.position());
        boolean isAggregate = resolver.isAggregate(name);
        if (isAggregate) {
            int before = scope.frame().size();
            Expression bound = aggregate(call);
            Expression lifted =
                    bound instanceof AggregateCall aggregate
                            ? scope.frame().lifted(aggregate, before, call.position())
                            : null;
            if (lifted == null) {
                clause.requireAggregates(call.position());
            }
            return lifted == null ? bound : lifted;
        }
        if (call.filter() != null
                || call.arguments().distinct()
                || call.arguments().star()
                || !call.arguments().orderBy().isEmpty()) {
            throw SqlException.at(
                    call.position(),
                    SqlCode.WRONG_OBJECT_TYPE,
                    "%s specified, but %s is not an aggregate function"
                            .formatted(
                                    call.arguments().star()
                                            ? "*"
                                            : call.arguments().distinct()
                                                    ? "DISTINCT"
                                                    : call.filter() != null ? "FILTER" : "ORDER BY",
                                    name));
        }
        List<Expression> arguments =
                new WholeRows(this, scope)
                        .arguments(
                                name,
                                NamedArguments.inOrder(
                                        name, call.arguments().values(), call.position()));
        Expression bound =
                at(
                        call.position(),
                        () ->
                                call.arguments().variadic()
                                        ? resolver.functionOfArray(name, arguments)
                                        : resolver.function(name, arguments));
        if (bound instanceof SetCall && !clause.sets()) {
            throw SqlException.at(
                    call.position(),
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "set-returning functions are not allowed in " + clause.name());
        }
        return bound;
    }

    /// All functions are in one schema.
    private static void requireSystem(dev.isochron.sql.tree.Expression.FunctionCall call) {
        String schema = call.name().schema();
        if (schema != null
                && !schema.equals(QualifiedName.SYSTEM_SCHEMA)
                && !schema.equals("information_schema")) {
            throw SqlError.of(
                            SqlCode.UNDEFINED_FUNCTION,
                            "function " + call.name() + " does not exist")
                    .withPosition(call.position())
                    .withHint("There are functions in the schema pg_catalog only.")
                    .exception();
        }
    }

    /// `WITHIN GROUP` belongs to some aggregates, and only to them.
    private static void requireOrderedSet(dev.isochron.sql.tree.Expression.FunctionCall call) {
        String name = call.name().text();
        boolean isOrderedSet = ORDERED_SETS.contains(name);
        if (isOrderedSet == call.arguments().withinGroup()) {
            return;
        }
        if (HYPOTHETICAL.contains(name)) {
            throw SqlException.unsupported(call.position(), "hypothetical-set aggregates are");
        }
        throw SqlException.at(
                call.position(),
                SqlCode.WRONG_OBJECT_TYPE,
                isOrderedSet
                        ? "WITHIN GROUP is required for ordered-set aggregate " + name
                        : name
                                + " is not an ordered-set aggregate, so it cannot have WITHIN"
                                + " GROUP");
    }

    private Expression aggregate(dev.isochron.sql.tree.Expression.FunctionCall call) {
        ExpressionBinder inside = in(Clause.AGGREGATE);
        List<Expression> arguments =
                new ArrayList<>(
                        new WholeRows(inside, scope)
                                .arguments(call.name().text(), call.arguments().values()));
        if (arguments.isEmpty()
                && !call.arguments().star()
                && !call.arguments().withinGroup()
                && resolver.isParameterless(call.name().text())) {
            throw SqlException.at(
                    call.position(),
                    SqlCode.WRONG_OBJECT_TYPE,
                    call.name().text()
                            + "(*) must be used to call a parameterless aggregate function");
        }
        dev.isochron.sql.tree.Expression condition = call.filter();
        Expression filter = condition == null ? null : in(Clause.FILTER).condition(condition);
        List<SortTerm> order = new ArrayList<>();
        for (dev.isochron.sql.tree.SortKey key : call.arguments().orderBy()) {
            Expression value = resolver.known(inside.bind(key.value()));
            order.add(
                    new SortTerm(
                            value,
                            Resolver.ordering(value.type()),
                            key.direction().descends(),
                            key.nullsFirst()));
            if (call.arguments().withinGroup()) {
                arguments.add(value);
            }
        }
        return at(
                call.position(),
                () ->
                        resolver.aggregate(
                                call.name().text(),
                                arguments,
                                call.arguments().distinct(),
                                filter,
                                order));
    }

    private Expression predicate(Predicate from) {
        return switch (from) {
            case Predicate.IsNull(
                            dev.isochron.sql.tree.Expression.RowOf(var fields, _, _),
                            boolean negated,
                            _) -> {
                List<Expression> tests = new ArrayList<>();
                bind(fields)
                        .forEach(field -> tests.add(new NullTest(resolver.known(field), negated)));
                yield new dev.isochron.sql.expression.And(tests);
            }
            case Predicate.IsNull(var operand, boolean negated, _) ->
                    new NullTest(resolver.known(bind(operand)), negated);
            case Predicate.InValues in -> inValues(in);
            default -> new FormBinder(this, resolver).predicate(from);
        };
    }

    private Expression inValues(Predicate.InValues in) {
        if (in.operand() instanceof dev.isochron.sql.tree.Expression.RowOf row) {
            List<Expression> terms = new ArrayList<>();
            for (dev.isochron.sql.tree.Expression value : in.values()) {
                if (!(value instanceof dev.isochron.sql.tree.Expression.RowOf other)) {
                    throw SqlException.unsupported(value.position(), "row values here are");
                }
                List<Expression> left = bind(row.fields());
                List<Expression> right = bind(other.fields());
                terms.add(
                        at(
                                in.position(),
                                () -> resolver.forms().rows(Comparison.EQUAL, left, right)));
            }
            Expression any =
                    terms.size() == 1
                            ? terms.getFirst()
                            : new dev.isochron.sql.expression.Or(terms);
            return in.negated() ? resolver.forms().not(any) : any;
        }
        Expression operand = bind(in.operand());
        List<Expression> values = bind(in.values());
        return at(in.position(), () -> resolver.forms().in(operand, values, in.negated()));
    }

    private Expression subquery(SubqueryExpression from) {
        clause.requireSubqueries(from.position());
        Frame frame = new Frame(scope, clause);
        QueryBinder binder = new QueryBinder(context, frame, ctes);
        QueryBinder.Result result = binder.bind(from.query(), false);
        int id = context.subplan(result.plan());
        return switch (from) {
            case SubqueryExpression.Exists _ -> new ExistsSubquery(id, frame.captured());
            case SubqueryExpression.Scalar(_, int position) -> {
                requireOne(result, position);
                yield new ScalarSubquery(id, frame.captured(), result.columns().getFirst().type());
            }
            case SubqueryExpression.ArrayFrom(_, int position) -> {
                requireOne(result, position);
                SqlType element = result.columns().getFirst().type();
                if (element.isArray()) {
                    throw SqlException.unsupported(
                            position, "arrays of more than one dimension are");
                }
                yield new ArraySubquery(id, frame.captured(), element.array());
            }
            case SubqueryExpression.InQuery in -> {
                Expression found =
                        quantified(
                                in.operand(),
                                in.negated() ? "<>" : "=",
                                in.negated(),
                                new Found(id, frame, result, in.position()));
                yield found;
            }
            case SubqueryExpression.Quantified some ->
                    quantified(
                            some.operand(),
                            some.operator().symbol(),
                            some.all(),
                            new Found(id, frame, result, some.position()));
        };
    }

    /// The columns of a query that gives one row, each a subquery of its own which gives that
    /// column alone.
    List<Expression> columns(Query query) {
        Frame frame = new Frame(scope, clause);
        QueryBinder.Result result = queries(frame).bind(query, false);
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
            OutColumn column = result.columns().get(i);
            Expression value = new ColumnReference(i, column.type(), column.name());
            int id = context.subplan(new Logical.Project(result.plan(), List.of(value)));
            columns.add(new ScalarSubquery(id, frame.captured(), column.type()));
        }
        return columns;
    }

    private static void requireOne(QueryBinder.Result result, int position) {
        if (result.columns().size() != 1) {
            throw SqlException.at(
                    position, SqlCode.SYNTAX_ERROR, "subquery must return only one column");
        }
        FieldBinder.requirePlain(result.columns().getFirst());
    }

    /// A subquery gives another number of columns than it is compared with.
    static SqlException uneven(int wanted, int found, int position) {
        return SqlException.at(
                position,
                SqlCode.SYNTAX_ERROR,
                wanted < found ? "subquery has too many columns" : "subquery has too few columns");
    }

    /// A subquery that was bound.
    private record Found(int id, Frame frame, QueryBinder.Result result, int position) {}

    private Expression quantified(
            dev.isochron.sql.tree.Expression operand, String symbol, boolean all, Found found) {
        List<Expression> left = new ArrayList<>();
        if (operand instanceof dev.isochron.sql.tree.Expression.RowOf row) {
            left.addAll(bind(row.fields()));
        } else {
            left.add(bind(operand));
        }
        List<OutColumn> columns = found.result.columns();
        if (left.size() != columns.size()) {
            throw uneven(left.size(), columns.size(), found.position);
        }
        List<Expression> tests = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            OutColumn column = columns.get(i);
            Expression right = new ColumnReference(left.size() + i, column.type(), column.name());
            Expression one = left.get(i);
            Expression test = at(found.position, () -> resolver.operator(symbol, one, right));
            if (test instanceof Call(var routine, var arguments, var type)) {
                Expression typed = arguments.getFirst();
                left.set(i, typed);
                test =
                        new Call(
                                routine,
                                List.of(
                                        new ColumnReference(i, typed.type(), "?column?"),
                                        arguments.getLast()),
                                type);
            }
            tests.add(test);
        }
        Expression test =
                tests.size() == 1
                        ? tests.getFirst()
                        : symbol.equals("<>")
                                ? new dev.isochron.sql.expression.Or(tests)
                                : new dev.isochron.sql.expression.And(tests);
        return new QuantifiedSubquery(found.id, left, test, all, found.frame.captured());
    }
}
