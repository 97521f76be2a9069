package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Binds a single SELECT with its ORDER BY and LIMIT.
///
/// ```
/// FROM → WHERE → GROUP BY → HAVING → targets and what else is sorted by
///      → DISTINCT → ORDER BY → LIMIT → targets alone
/// ```
final class SelectBinder {

    private final Context context;
    private final Frame frame;
    private final Ctes ctes;
    private final List<Expression> values = new ArrayList<>();
    private final List<OutColumn> columns = new ArrayList<>();
    private final TreeMap<Integer, Integer> positions = new TreeMap<>();

    SelectBinder(Context context, Frame frame, Ctes ctes) {
        this.context = context;
        this.frame = frame;
        this.ctes = ctes;
    }

    QueryBinder.Result bind(QueryBody.SelectBlock block, Query query, boolean open) {
        refuse(block);
        Lockings.refuse(block, query);
        FromBinder from = new FromBinder(context, frame, ctes, query.locking());
        FromBinder.Item item = from.bind(block.from());
        Lockings.requireLocked(query, item.scope());
        ExpressionBinder binder =
                new ExpressionBinder(context, item.scope(), ctes, Clause.SELECT)
                        .with(block.windows());
        Logical rows = item.rows();
        dev.isochron.sql.tree.Expression where = block.where();
        if (where != null) {
            rows = new Logical.Filter(rows, binder.in(Clause.WHERE).condition(where));
        }
        targets(block.targets(), binder, open);
        int width = values.size();
        List<Expression> keys = groupKeys(block, binder);
        dev.isochron.sql.tree.Expression having = block.having();
        Expression condition = having == null ? null : binder.in(Clause.HAVING).condition(having);
        binder.windows().check();
        List<Integer> on = distinctOn(block, binder);
        List<SortTerm> terms = sortTerms(query.orderBy(), binder, width, block.distinct());
        requireSortedBy(on, terms);
        boolean isGrouped =
                !block.groupBy().items().isEmpty()
                        || condition != null
                        || values.stream().anyMatch(SelectBinder::hasAggregate);
        if (isGrouped) {
            Lockings.refuse(query, "aggregate functions");
            rows = grouped(rows, keys, condition, item.scope());
        }
        Logical plan = computed(windowed(rows, query));
        plan = finished(plan, block, terms, on);
        plan = new QueryBinder(context, frame, ctes).limited(plan, query, terms, ctes);
        return new QueryBinder.Result(stripped(plan, width), columns);
    }

    private static void refuse(QueryBody.SelectBlock block) {
        dev.isochron.sql.tree.Expression asOf = block.asOf();
        if (asOf != null) {
            throw SqlException.unsupported(
                    asOf.position(), "AS OF SYSTEM TIME in a part of a query is");
        }
    }

    private void targets(List<Target> targets, ExpressionBinder binder, boolean open) {
        for (Target target : targets) {
            if (target.value() instanceof dev.isochron.sql.tree.Expression.Star star) {
                star(star, binder.scope());
                continue;
            }
            Expression bound = bind(target.value(), binder);
            Expression value = open ? bound : context.resolver().known(bound);
            String name =
                    target.alias() != null ? target.alias().text() : TargetNames.of(target.value());
            values.add(value);
            columns.add(described(value, name, binder.scope()));
        }
    }

    /// Binds an expression, and notes where columns are named.
    private Expression bind(dev.isochron.sql.tree.Expression from, ExpressionBinder binder) {
        Expression bound = binder.bind(from);
        Expressions.forEach(
                bound,
                node -> {
                    if (node instanceof ColumnReference column) {
                        positions.putIfAbsent(column.index(), from.position());
                    }
                });
        return bound;
    }

    static OutColumn described(Expression value, String name, Scope scope) {
        for (Relation relation : scope.relations()) {
            for (Relation.Field field : relation.fields()) {
                if (field.value().equals(value)) {
                    OutColumn out = field.out();
                    return new OutColumn(
                            name, value.type(), out.table(), out.attribute(), out.fields());
                }
            }
        }
        if (value instanceof SetCall set) {
            return new OutColumn(name, value.type(), 0, 0, set.routine().columns());
        }
        return OutColumn.of(name, value.type());
    }

    private void star(dev.isochron.sql.tree.Expression.Star star, Scope scope) {
        for (Relation.Field field : fields(star, scope)) {
            values.add(field.value());
            columns.add(field.out());
            if (field.value() instanceof ColumnReference column) {
                positions.putIfAbsent(column.index(), star.position());
            }
        }
    }

    /// The columns that a star stands for.
    static List<Relation.Field> fields(dev.isochron.sql.tree.Expression.Star star, Scope scope) {
        if (!star.qualifier().isEmpty()) {
            Relation relation = scope.relation(star.qualifier());
            if (relation == null) {
                throw new Suggestions(scope).noTable(star.qualifier().getLast(), star.position());
            }
            return relation.fields();
        }
        if (scope.relations().isEmpty()) {
            throw SqlException.at(
                    star.position(),
                    SqlCode.SYNTAX_ERROR,
                    "SELECT * with no tables specified is not valid");
        }
        return scope.open();
    }

    private List<Expression> groupKeys(QueryBody.SelectBlock block, ExpressionBinder binder) {
        List<Expression> keys = new ArrayList<>();
        for (QueryBody.Grouping item : block.groupBy().items()) {
            switch (item) {
                case QueryBody.Grouping.Plain(var value) -> {
                    Expression key = groupKey(value, binder);
                    if (!keys.contains(key)) {
                        keys.add(key);
                    }
                }
                case QueryBody.Grouping.Empty _ -> {}
                case QueryBody.Grouping.Rollup _,
                        QueryBody.Grouping.Cube _,
                        QueryBody.Grouping.Sets _ ->
                        throw SqlException.unsupported(item.position(), "grouping sets are");
            }
        }
        return keys;
    }

    /// A column of the rows goes before one of the result of the same name.
    private Expression groupKey(dev.isochron.sql.tree.Expression value, ExpressionBinder binder) {
        if (value instanceof dev.isochron.sql.tree.Expression.NumberLiteral number
                && number.isWhole()) {
            return notAggregate(
                    values.get(position(number, columns.size(), "GROUP BY")), value.position());
        }
        if (value instanceof dev.isochron.sql.tree.Expression.ColumnReference reference
                && reference.names().size() == 1) {
            String name = reference.last().text();
            boolean isOpen =
                    binder.scope().open().stream().anyMatch(field -> field.name().equals(name));
            if (!isOpen) {
                int at = named(name, value.position());
                if (at >= 0) {
                    return notAggregate(values.get(at), value.position());
                }
            }
        }
        requireNoConstant(value, "GROUP BY");
        Expression key = context.resolver().known(binder.in(Clause.GROUP_BY).bind(value));
        var _ = ExpressionBinder.at(value.position(), () -> Resolver.equality(key.type()));
        return key;
    }

    private static Expression notAggregate(Expression key, int position) {
        if (Windowing.hasCall(key)) {
            Clause.GROUP_BY.requireWindows(position);
        }
        if (hasAggregate(key)) {
            throw SqlException.at(
                    position,
                    SqlCode.GROUPING_ERROR,
                    "aggregate functions are not allowed in GROUP BY");
        }
        return key;
    }

    /// The column of the result of this name, or -1.
    private int named(String name, int position) {
        int found = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                if (found >= 0 && !values.get(found).equals(values.get(i))) {
                    throw SqlException.at(
                            position,
                            SqlCode.AMBIGUOUS_COLUMN,
                            "ORDER BY \"" + name + "\" is ambiguous");
                }
                found = i;
            }
        }
        return found;
    }

    static int position(
            dev.isochron.sql.tree.Expression.NumberLiteral number, int columns, String clause) {
        int at = number.text().length() > 6 ? 0 : Integer.parseInt(number.text());
        if (at < 1 || at > columns) {
            throw noPosition(clause, number.text(), number.position());
        }
        return at - 1;
    }

    private static SqlException noPosition(String clause, String number, int position) {
        return SqlException.at(
                position,
                SqlCode.INVALID_COLUMN_REFERENCE,
                clause + " position " + number + " is not in select list");
    }

    /// Who writes a constant where columns are counted means something else.
    private static void requireNoConstant(dev.isochron.sql.tree.Expression key, String clause) {
        if (key
                        instanceof
                        dev.isochron.sql.tree.Expression.Unary(
                                var sign,
                                dev.isochron.sql.tree.Expression.NumberLiteral number)
                && sign.symbol().equals("-")
                && number.isWhole()) {
            throw noPosition(clause, "-" + number.text(), key.position());
        }
        boolean isConstant =
                switch (key) {
                    case dev.isochron.sql.tree.Expression.NumberLiteral _,
                            dev.isochron.sql.tree.Expression.StringLiteral _,
                            dev.isochron.sql.tree.Expression.BooleanLiteral _,
                            dev.isochron.sql.tree.Expression.NullLiteral _ ->
                            true;
                    default -> false;
                };
        if (isConstant) {
            throw SqlException.at(
                    key.position(), SqlCode.SYNTAX_ERROR, "non-integer constant in " + clause);
        }
    }

    private List<Integer> distinctOn(QueryBody.SelectBlock block, ExpressionBinder binder) {
        List<Integer> places = new ArrayList<>();
        if (block.distinct() instanceof QueryBody.Distinct.On(var keys)) {
            for (dev.isochron.sql.tree.Expression key : keys) {
                places.add(place(key, binder, columns.size(), "DISTINCT ON"));
            }
        }
        return places;
    }

    /// Which row is the first of its kind, the order says: so kinds come first in it.
    private static void requireSortedBy(List<Integer> on, List<SortTerm> terms) {
        Set<Integer> missing = new TreeSet<>(on);
        boolean hasOther = false;
        for (SortTerm term : terms) {
            boolean isKind =
                    term.key() instanceof ColumnReference column && on.contains(column.index());
            boolean isLate = isKind ? hasOther : !missing.isEmpty();
            if (isLate) {
                throw SqlException.of(
                        SqlCode.INVALID_COLUMN_REFERENCE,
                        "SELECT DISTINCT ON expressions must match initial ORDER BY expressions");
            }
            hasOther = hasOther || !isKind;
            if (term.key() instanceof ColumnReference column) {
                missing.remove(column.index());
            }
        }
    }

    private List<SortTerm> sortTerms(
            List<SortKey> keys, ExpressionBinder binder, int width, QueryBody.Distinct distinct) {
        List<SortTerm> terms = new ArrayList<>();
        for (SortKey key : keys) {
            int at = place(key.value(), binder, width, "ORDER BY");
            boolean isHidden = at >= width && distinct instanceof QueryBody.Distinct.Rows;
            if (isHidden) {
                throw SqlException.at(
                        key.position(),
                        SqlCode.INVALID_COLUMN_REFERENCE,
                        "for SELECT DISTINCT, ORDER BY expressions must appear in select list");
            }
            Expression value = values.get(at);
            terms.add(
                    new SortTerm(
                            new ColumnReference(at, value.type(), label(at)),
                            ExpressionBinder.at(
                                    key.position(), () -> Resolver.ordering(value.type())),
                            descends(key),
                            nullsFirst(key)));
        }
        return terms;
    }

    private String label(int at) {
        if (at < columns.size()) {
            return columns.get(at).name();
        }
        return values.get(at) instanceof ColumnReference column ? column.name() : "?column?";
    }

    static boolean descends(SortKey key) {
        return key.using() == null
                ? key.direction().descends()
                : key.using().symbol().startsWith(">");
    }

    static boolean nullsFirst(SortKey key) {
        return key.nulls() == SortKey.Nulls.DEFAULT ? descends(key) : key.nullsFirst();
    }

    /// Where the value is among those that are computed; it is added if it is not there.
    private int place(
            dev.isochron.sql.tree.Expression key,
            ExpressionBinder binder,
            int width,
            String clause) {
        if (key instanceof dev.isochron.sql.tree.Expression.NumberLiteral number
                && number.isWhole()) {
            return position(number, width, clause);
        }
        requireNoConstant(key, clause);
        if (key instanceof dev.isochron.sql.tree.Expression.ColumnReference reference
                && reference.names().size() == 1) {
            int at = named(reference.last().text(), key.position());
            if (at >= 0) {
                return at;
            }
        }
        Expression value = context.resolver().known(bind(key, binder.in(Clause.ORDER_BY)));
        int known = values.indexOf(value);
        if (known >= 0) {
            return known;
        }
        values.add(value);
        return values.size() - 1;
    }

    static boolean hasAggregate(Expression expression) {
        return Expressions.contains(expression, AggregateCall.class::isInstance);
    }

    private Logical grouped(
            Logical rows, List<Expression> keys, @Nullable Expression having, Scope scope) {
        Grouping grouping = new Grouping(keys, scope, context.tables(), positions);
        values.forEach(grouping::collect);
        if (having != null) {
            grouping.collect(having);
        }
        Logical groups = new Logical.Aggregate(rows, grouping.keys(), grouping.calls());
        values.replaceAll(grouping::over);
        return having == null ? groups : new Logical.Filter(groups, grouping.over(having));
    }

    private Logical windowed(Logical rows, Query query) {
        if (values.stream().noneMatch(Windowing::hasCall)) {
            return rows;
        }
        Lockings.refuse(query, "window functions");
        Windowing windowing = new Windowing(rows.width());
        values.forEach(windowing::collect);
        values.replaceAll(windowing::over);
        return windowing.over(rows);
    }

    private Logical computed(Logical rows) {
        boolean hasSets = values.stream().anyMatch(SelectBinder::hasSet);
        if (!hasSets) {
            return new Logical.Project(rows, values);
        }
        for (Expression value : values) {
            if (!(value instanceof SetCall) && hasSet(value)) {
                throw SqlException.unsupported(
                        0, "set-returning functions within other expressions are");
            }
        }
        return new Logical.ProjectSet(rows, values);
    }

    private static boolean hasSet(Expression expression) {
        return Expressions.contains(expression, SetCall.class::isInstance);
    }

    private Logical finished(
            Logical plan, QueryBody.SelectBlock block, List<SortTerm> terms, List<Integer> on) {
        Logical rows = plan;
        if (block.distinct() instanceof QueryBody.Distinct.Rows) {
            rows =
                    new Logical.Distinct(
                            rows,
                            ExpressionBinder.at(block.position(), () -> Equality.keys(columns)));
        }
        if (!terms.isEmpty()) {
            rows = new Logical.Sort(rows, terms);
        }
        if (!on.isEmpty()) {
            List<Expression> keys = new ArrayList<>();
            on.forEach(at -> keys.add(new ColumnReference(at, values.get(at).type(), label(at))));
            rows = new Logical.Distinct(rows, keys);
        }
        return rows;
    }

    private Logical stripped(Logical plan, int width) {
        if (plan.width() == width) {
            return plan;
        }
        List<Expression> own = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            own.add(new ColumnReference(i, values.get(i).type(), label(i)));
        }
        return new Logical.Project(plan, own);
    }
}
