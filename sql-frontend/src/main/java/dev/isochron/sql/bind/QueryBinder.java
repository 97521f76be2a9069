package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.expression.WindowFunction;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Binds queries with all that stands around their bodies.
final class QueryBinder {

    private final Context context;
    private final Frame frame;
    private final Ctes around;

    QueryBinder(Context context, Frame frame, Ctes around) {
        this.context = context;
        this.frame = frame;
        this.around = around;
    }

    /// What a query gives.
    record Result(Logical plan, List<OutColumn> columns) {
        Result {
            columns = List.copyOf(columns);
        }
    }

    /// Binds a query.
    ///
    /// @param open whether columns may stay without a type, as they will be given one
    Result bind(Query query, boolean open) {
        Ctes ctes = with(query.with());
        if (query.body() instanceof QueryBody.SelectBlock block) {
            return new SelectBinder(context, frame, ctes).bind(block, query, open);
        }
        requireNoLocking(query);
        Result body = body(query.body(), ctes, open);
        List<SortTerm> terms = terms(body, query.orderBy());
        Logical plan = terms.isEmpty() ? body.plan : new Logical.Sort(body.plan, terms);
        Logical limited = limited(plan, query, terms, ctes);
        int width = body.columns.size();
        return new Result(
                limited.width() == width ? limited : first(limited, body.columns), body.columns);
    }

    private static Logical first(Logical plan, List<OutColumn> columns) {
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(column(i, columns.get(i)));
        }
        return new Logical.Project(plan, values);
    }

    private static void requireNoLocking(Query query) {
        if (query.locking().isEmpty()) {
            return;
        }
        Query.Locking locking = query.locking().getFirst();
        String words = locking.strength().words();
        boolean isSet = query.body() instanceof QueryBody.SetOperation;
        throw SqlException.at(
                locking.position(),
                SqlCode.FEATURE_NOT_SUPPORTED,
                isSet
                        ? words + " is not allowed with UNION/INTERSECT/EXCEPT"
                        : words + " cannot be applied to VALUES");
    }

    /// The common tables of WITH, added to those around.
    Ctes with(Query.@Nullable With with) {
        Ctes ctes = around;
        if (with == null) {
            return ctes;
        }
        Set<String> names = new TreeSet<>();
        for (Query.CommonTable table : with.tables()) {
            String name = table.name().text();
            if (!names.add(name)) {
                throw SqlException.at(
                        table.position(),
                        SqlCode.DUPLICATE_ALIAS,
                        "WITH query name \"" + name + "\" specified more than once");
            }
            Ctes inside = with.recursive() ? ctes.with(new Ctes.Cte(name, -1, List.of())) : ctes;
            int before = frame.captured().size();
            Result result = common(table.statement(), inside);
            if (frame.captured().size() != before) {
                throw SqlException.unsupported(
                        table.position(), "WITH that refers to the query around it is");
            }
            int id = context.subplan(result.plan);
            if (!(table.statement() instanceof Query)) {
                context.changes(id);
            }
            ctes = ctes.with(new Ctes.Cte(name, id, named(result.columns, table.columns())));
        }
        return ctes;
    }

    private Result common(Statement statement, Ctes ctes) {
        return switch (statement) {
            case Query query -> new QueryBinder(context, frame, ctes).bind(query, false);
            case Change change -> new ChangeBinder(context, frame, ctes).bind(change);
            default ->
                    throw SqlException.unsupported(
                            statement.position(), "such a statement in WITH is");
        };
    }

    private static List<OutColumn> named(List<OutColumn> columns, List<Name> names) {
        if (names.size() > columns.size()) {
            throw SqlException.at(
                    names.getFirst().position(),
                    SqlCode.INVALID_COLUMN_REFERENCE,
                    "WITH query has %d columns available but %d columns specified"
                            .formatted(columns.size(), names.size()));
        }
        List<OutColumn> named = new ArrayList<>(columns);
        for (int i = 0; i < names.size(); i++) {
            named.set(i, named.get(i).named(names.get(i).text()));
        }
        return named;
    }

    private Result body(QueryBody body, Ctes ctes, boolean open) {
        return switch (body) {
            case QueryBody.SelectBlock block ->
                    new SelectBinder(context, frame, ctes).bind(block, Query.of(block), open);
            case QueryBody.ValuesRows values -> values(values, ctes, open);
            case QueryBody.WholeTable(FromItem.TableReference table, _) -> {
                FromBinder.Item item = new FromBinder(context, frame, ctes, List.of()).bind(table);
                List<Expression> all = new ArrayList<>();
                List<OutColumn> columns = new ArrayList<>();
                for (Relation.Field field : item.scope().open()) {
                    all.add(field.value());
                    columns.add(field.out());
                }
                yield new Result(new Logical.Project(item.rows(), all), columns);
            }
            case QueryBody.SetOperation set -> set(set, ctes);
            case QueryBody.Nested(Query query, _) ->
                    new QueryBinder(context, frame, ctes).bind(query, open);
        };
    }

    private Result values(QueryBody.ValuesRows values, Ctes ctes, boolean open) {
        ExpressionBinder binder =
                new ExpressionBinder(context, Scope.empty(frame), ctes, Clause.VALUES);
        List<List<Expression>> rows = new ArrayList<>();
        int width = values.rows().getFirst().size();
        for (List<dev.isochron.sql.tree.Expression> row : values.rows()) {
            if (row.size() != width) {
                throw SqlException.at(
                        row.getFirst().position(),
                        SqlCode.SYNTAX_ERROR,
                        "VALUES lists must all be the same length");
            }
            rows.add(binder.bind(row));
        }
        List<OutColumn> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int at = i;
            List<Expression> column = rows.stream().map(row -> row.get(at)).toList();
            SqlType type =
                    ExpressionBinder.at(
                            values.position(),
                            () -> context.resolver().commonType("VALUES", column));
            boolean stays = open && column.size() == 1;
            if (!stays) {
                for (List<Expression> row : rows) {
                    Expression value = row.get(i);
                    row.set(
                            i,
                            ExpressionBinder.at(
                                    values.position(),
                                    () -> context.resolver().toCommon(value, type, "VALUES")));
                }
            }
            SqlType given = stays ? column.getFirst().type() : type;
            columns.add(OutColumn.of("column" + (i + 1), given));
        }
        return new Result(new Logical.Listed(rows, width), columns);
    }

    private Result set(QueryBody.SetOperation set, Ctes ctes) {
        Result left = body(set.left(), ctes, true);
        Result right = body(set.right(), ctes, true);
        String word = set.kind().name();
        if (left.columns.size() != right.columns.size()) {
            throw SqlException.at(
                    set.right().position(),
                    SqlCode.SYNTAX_ERROR,
                    "each " + word + " query must have the same number of columns");
        }
        List<OutColumn> columns = new ArrayList<>();
        List<Expression> fromLeft = new ArrayList<>();
        List<Expression> fromRight = new ArrayList<>();
        for (int i = 0; i < left.columns.size(); i++) {
            Expression a = column(i, left.columns.get(i));
            Expression b = column(i, right.columns.get(i));
            Resolver resolver = context.resolver();
            SqlType type =
                    ExpressionBinder.at(
                            set.right().position(), () -> resolver.commonType(word, List.of(a, b)));
            fromLeft.add(resolver.toCommon(written(left.plan, a), type, word));
            fromRight.add(resolver.toCommon(written(right.plan, b), type, word));
            columns.add(OutColumn.of(left.columns.get(i).name(), type));
        }
        Logical.Set kind =
                switch (set.kind()) {
                    case UNION -> Logical.Set.UNION;
                    case INTERSECT -> Logical.Set.INTERSECT;
                    case EXCEPT -> Logical.Set.EXCEPT;
                };
        boolean isCompared = !set.all() || kind != Logical.Set.UNION;
        List<Expression> keys =
                isCompared
                        ? ExpressionBinder.at(set.right().position(), () -> Equality.keys(columns))
                        : List.of();
        Logical plan =
                new Logical.SetOperation(
                        kind,
                        set.all(),
                        keys,
                        new Logical.Project(left.plan, fromLeft),
                        new Logical.Project(right.plan, fromRight));
        return new Result(plan, columns);
    }

    /// A column that is the same literal in each row is that literal, so that it is read at once.
    private static Expression written(Logical plan, Expression column) {
        boolean isOpen = column.type().is(TypeId.UNKNOWN);
        if (isOpen
                && plan instanceof Logical.Project(Logical _, var values)
                && column instanceof ColumnReference(int index, _, _)
                && values.get(index) instanceof Constant literal) {
            return literal;
        }
        return column;
    }

    private static Expression column(int index, OutColumn column) {
        return new ColumnReference(index, column.type(), column.name());
    }

    /// Of a set operation only the result's own columns can be sorted by.
    private static List<SortTerm> terms(Result body, List<SortKey> keys) {
        List<SortTerm> terms = new ArrayList<>();
        for (SortKey key : keys) {
            int at = place(key, body.columns);
            Expression value = column(at, body.columns.get(at));
            terms.add(
                    new SortTerm(
                            value,
                            ExpressionBinder.at(
                                    key.position(), () -> Resolver.ordering(value.type())),
                            SelectBinder.descends(key),
                            SelectBinder.nullsFirst(key)));
        }
        return terms;
    }

    private static int place(SortKey key, List<OutColumn> columns) {
        if (key.value() instanceof dev.isochron.sql.tree.Expression.NumberLiteral number
                && number.isWhole()) {
            return SelectBinder.position(number, columns.size(), "ORDER BY");
        }
        if (key.value() instanceof dev.isochron.sql.tree.Expression.ColumnReference reference) {
            List<Name> names = reference.names();
            if (names.size() > 1) {
                throw SqlException.at(
                        key.position(),
                        SqlCode.UNDEFINED_TABLE,
                        Suggestions.missing(names.get(names.size() - 2).text()));
            }
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(reference.last().text())) {
                    return i;
                }
            }
            throw SqlException.at(
                    key.position(),
                    SqlCode.UNDEFINED_COLUMN,
                    "column \"" + reference.last().text() + "\" does not exist");
        }
        throw SqlError.of(
                        SqlCode.FEATURE_NOT_SUPPORTED,
                        "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
                .withPosition(key.value().start())
                .withDetail("Only result column names can be used, not expressions or functions.")
                .withHint(
                        "Add the expression/function to every SELECT, or move the UNION into a FROM"
                                + " clause.")
                .exception();
    }

    /// The rows that LIMIT and OFFSET leave; with a column more at the end, where ties count.
    ///
    /// @param terms by which they are sorted
    Logical limited(Logical plan, Query query, List<SortTerm> terms, Ctes ctes) {
        Expression count = number(query.limit(), "LIMIT", ctes);
        Expression offset = number(query.offset(), "OFFSET", ctes);
        if (query.withTies() && count != null) {
            requireOrder(query, terms);
            return withTies(plan, terms, count, offset);
        }
        return count == null && offset == null ? plan : new Logical.Limit(plan, count, offset);
    }

    private static void requireOrder(Query query, List<SortTerm> terms) {
        if (terms.isEmpty()) {
            throw SqlException.of(
                    SqlCode.SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause");
        }
        for (Query.Locking locking : query.locking()) {
            if (locking.waiting() == Query.Waiting.SKIP_LOCKED) {
                throw SqlException.of(
                        SqlCode.SYNTAX_ERROR,
                        "SKIP LOCKED and WITH TIES options cannot be used together");
            }
        }
    }

    /// A row is left if fewer rows than are wanted come before it and its peers.
    private Logical withTies(
            Logical plan, List<SortTerm> terms, Expression count, @Nullable Expression offset) {
        Logical rows =
                plan instanceof Logical.Sort(Logical input, var sorted) && sorted.equals(terms)
                        ? input
                        : plan;
        WindowCall rank =
                new WindowCall(
                        new WindowFunction.Own(WindowFunction.Kind.RANK),
                        List.of(),
                        List.of(),
                        terms,
                        SqlType.INT8);
        Resolver resolver = context.resolver();
        Expression most = offset == null ? count : resolver.operator("+", offset, count);
        Expression isLeft =
                resolver.operator(
                        "<=", new ColumnReference(rows.width(), SqlType.INT8, "rank"), most);
        Logical left = new Logical.Filter(new Logical.Window(rows, List.of(rank)), isLeft);
        return offset == null ? left : new Logical.Limit(left, null, offset);
    }

    private @Nullable Expression number(
            dev.isochron.sql.tree.@Nullable Expression from, String word, Ctes ctes) {
        if (from == null || from instanceof dev.isochron.sql.tree.Expression.NullLiteral) {
            return null;
        }
        ExpressionBinder binder =
                new ExpressionBinder(
                        context, Scope.empty(frame), ctes, new Clause(word, false, false));
        Expression bound = binder.bind(from);
        return ExpressionBinder.at(
                from.start(),
                () -> context.resolver().require(bound, SqlType.INT8, "argument of " + word));
    }
}
