package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.FromItem.JoinCondition;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Target;
import dev.isochron.sql.tree.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queries as text.
final class QueryText {

    private final SqlText text;
    private final ExpressionText expressions;
    private final CallText calls;
    private final ChangeText changes;

    QueryText(SqlText text) {
        this.text = text;
        this.expressions = new ExpressionText(text, this);
        this.calls = new CallText(text, expressions, this);
        this.changes = new ChangeText(text, expressions, this);
    }

    /// The expressions of this text.
    ExpressionText expressions() {
        return expressions;
    }

    /// The changes of this text.
    ChangeText changes() {
        return changes;
    }

    /// A whole query.
    void query(Query query) {
        with(query.with());
        body(query.body());
        orderBy(query.orderBy());
        clause(" OFFSET ", query.offset());
        if (query.withTies() && query.limit() != null) {
            text.add(" FETCH FIRST (");
            expressions.expression(query.limit());
            text.add(") ROWS WITH TIES");
        } else if (query.limit() instanceof Expression.NullLiteral) {
            text.add(" LIMIT ALL");
        } else {
            clause(" LIMIT ", query.limit());
        }
        query.locking().forEach(this::locking);
    }

    private void clause(String word, @Nullable Expression value) {
        if (value != null) {
            text.add(word);
            expressions.operand(value);
        }
    }

    private void locking(Query.Locking locking) {
        text.add(" FOR " + locking.strength().name().replace('_', ' '));
        if (!locking.of().isEmpty()) {
            text.add(" OF ").join(locking.of(), ", ", text::name);
        }
        text.add(
                switch (locking.waiting()) {
                    case WAIT -> "";
                    case NOWAIT -> " NOWAIT";
                    case SKIP_LOCKED -> " SKIP LOCKED";
                });
    }

    /// WITH and its queries, if there are any.
    void with(Query.@Nullable With with) {
        if (with == null) {
            return;
        }
        text.add("WITH ").addIf(with.recursive(), "RECURSIVE ");
        text.join(with.tables(), ", ", this::commonTable).add(" ");
    }

    private void commonTable(Query.CommonTable table) {
        text.name(table.name()).columns(table.columns()).add(" AS ");
        text.add(
                switch (table.materialization()) {
                    case DEFAULT -> "";
                    case MATERIALIZED -> "MATERIALIZED ";
                    case NOT_MATERIALIZED -> "NOT MATERIALIZED ";
                });
        text.add("(");
        queryOrChange(table.statement());
        text.add(")");
    }

    /// A query or a change.
    void queryOrChange(Statement statement) {
        switch (statement) {
            case Query query -> query(query);
            case Change change -> changes.change(change);
            default -> throw new IllegalArgumentException("neither query nor change: " + statement);
        }
    }

    private void body(QueryBody body) {
        switch (body) {
            case QueryBody.SelectBlock block -> select(block);
            case QueryBody.ValuesRows(var rows, _) ->
                    text.add("VALUES ").join(rows, ", ", row -> expressions.listed("(", row));
            case QueryBody.WholeTable(var table, _) -> {
                text.add("TABLE ");
                item(table);
            }
            case QueryBody.SetOperation operation -> {
                side(operation.left(), operation, false);
                text.add(" " + operation.kind().name());
                text.add(operation.all() ? " ALL " : " ");
                side(operation.right(), operation, true);
            }
            case QueryBody.Nested(var query, _) -> {
                text.add("(");
                query(query);
                text.add(")");
            }
        }
    }

    private void side(QueryBody body, QueryBody.SetOperation around, boolean right) {
        boolean enclosed =
                body instanceof QueryBody.SetOperation inner
                        && (right || strength(inner) < strength(around));
        text.addIf(enclosed, "(");
        body(body);
        text.addIf(enclosed, ")");
    }

    private static int strength(QueryBody.SetOperation operation) {
        return switch (operation.kind()) {
            case UNION, EXCEPT -> 1;
            case INTERSECT -> 2;
        };
    }

    private void select(QueryBody.SelectBlock block) {
        text.add("SELECT");
        switch (block.distinct()) {
            case QueryBody.Distinct.All() -> {}
            case QueryBody.Distinct.Rows() -> text.add(" DISTINCT");
            case QueryBody.Distinct.On(var values) -> expressions.listed(" DISTINCT ON (", values);
        }
        if (!block.targets().isEmpty()) {
            text.add(" ");
            targets(block.targets());
        }
        from(" FROM ", block.from());
        clause(" AS OF SYSTEM TIME ", block.asOf());
        where(block.where());
        groupBy(block.groupBy());
        if (block.having() != null) {
            text.add(" HAVING ");
            expressions.expression(block.having());
        }
        if (!block.windows().isEmpty()) {
            text.add(" WINDOW ").join(block.windows(), ", ", this::window);
        }
    }

    private void window(Window.Named window) {
        text.name(window.name()).add(" AS ");
        calls.window(window.window());
    }

    private void groupBy(QueryBody.GroupBy groupBy) {
        if (!groupBy.items().isEmpty()) {
            text.add(groupBy.distinct() ? " GROUP BY DISTINCT " : " GROUP BY ");
            text.join(groupBy.items(), ", ", this::grouping);
        }
    }

    private void grouping(QueryBody.Grouping grouping) {
        switch (grouping) {
            case QueryBody.Grouping.Plain(var value) -> expressions.expression(value);
            case QueryBody.Grouping.Empty _ -> text.add("()");
            case QueryBody.Grouping.Rollup(var values, _) -> expressions.listed("ROLLUP (", values);
            case QueryBody.Grouping.Cube(var values, _) -> expressions.listed("CUBE (", values);
            case QueryBody.Grouping.Sets(var sets, _) ->
                    text.add("GROUPING SETS (").join(sets, ", ", this::grouping).add(")");
        }
    }

    /// A select list.
    void targets(List<Target> targets) {
        text.join(targets, ", ", this::target);
    }

    private void target(Target target) {
        expressions.expression(target.value());
        if (target.alias() != null) {
            text.add(" AS ").name(target.alias());
        }
    }

    /// WHERE, if there is one.
    void where(@Nullable Expression where) {
        if (where != null) {
            text.add(" WHERE ");
            expressions.expression(where);
        }
    }

    /// FROM or USING, if there is one.
    void from(String word, List<FromItem> items) {
        if (!items.isEmpty()) {
            text.add(word).join(items, ", ", this::item);
        }
    }

    /// ORDER BY, if there is one.
    void orderBy(List<SortKey> keys) {
        if (!keys.isEmpty()) {
            text.add(" ORDER BY ").join(keys, ", ", this::sortKey);
        }
    }

    private void sortKey(SortKey key) {
        expressions.expression(key.value());
        if (key.using() != null) {
            text.add(" USING ");
            expressions.operator(key.using());
        }
        direction(key.direction(), key.nulls());
    }

    /// Which way to sort, as far as it was written.
    void direction(SortKey.Direction direction, SortKey.Nulls nulls) {
        text.add(
                switch (direction) {
                    case DEFAULT -> "";
                    case ASCENDING -> " ASC";
                    case DESCENDING -> " DESC";
                });
        text.add(
                switch (nulls) {
                    case DEFAULT -> "";
                    case FIRST -> " NULLS FIRST";
                    case LAST -> " NULLS LAST";
                });
    }

    /// One item of FROM.
    void item(FromItem item) {
        switch (item) {
            case FromItem.TableReference table -> {
                text.addIf(table.only(), "ONLY ").name(table.name());
                alias(table.alias());
            }
            case FromItem.DerivedTable(var query, boolean lateral, var alias, _) -> {
                text.addIf(lateral, "LATERAL ").add("(");
                query(query);
                text.add(")");
                alias(alias);
            }
            case FromItem.FunctionTable function -> function(function);
            case FromItem.Join join -> join(join);
        }
    }

    private void alias(FromItem.@Nullable Alias alias) {
        if (alias != null) {
            text.add(" AS ").name(alias.name()).columns(alias.columns());
        }
    }

    private void function(FromItem.FunctionTable function) {
        text.addIf(function.lateral(), "LATERAL ");
        boolean several = function.calls().size() > 1;
        text.addIf(several, "ROWS FROM (");
        text.join(function.calls(), ", ", this::tableCall);
        text.addIf(several, ")");
        text.addIf(function.ordinality(), " WITH ORDINALITY");
        alias(function.alias());
        if (!function.definitions().isEmpty()) {
            text.addIf(function.alias() == null, " AS");
            text.add(" (")
                    .join(
                            function.definitions(),
                            ", ",
                            column -> {
                                text.name(column.name()).add(" ");
                                expressions.types().type(column.type());
                            })
                    .add(")");
        }
    }

    private void tableCall(Expression call) {
        if (call instanceof Expression.Cast(var operand, var type, _)) {
            text.add("CAST(");
            expressions.expression(operand);
            text.add(" AS ");
            expressions.types().type(type);
            text.add(")");
        } else {
            expressions.expression(call);
        }
    }

    private void join(FromItem.Join join) {
        text.add("(");
        item(join.left());
        text.addIf(join.condition() instanceof JoinCondition.Natural, " NATURAL");
        text.add(" " + (join.kind() == FromItem.JoinKind.INNER ? "" : join.kind().name() + " "));
        text.add("JOIN ");
        item(join.right());
        switch (join.condition()) {
            case JoinCondition.None(), JoinCondition.Natural() -> {}
            case JoinCondition.On(var condition) -> {
                text.add(" ON ");
                expressions.expression(condition);
            }
            case JoinCondition.Using(var columns, var alias) -> {
                text.add(" USING (").names(columns, ", ").add(")");
                if (alias != null) {
                    text.add(" AS ").name(alias);
                }
            }
        }
        text.add(")");
        alias(join.alias());
    }
}
