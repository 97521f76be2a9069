package dev.isochron.sql.bind;

import dev.isochron.sql.tree.Predicate;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.SubqueryExpression;
import dev.isochron.sql.tree.Target;

/// What columns of a result are called that nobody named.
final class TargetNames {

    private static final String NONE = "?column?";

    private TargetNames() {}

    static String of(dev.isochron.sql.tree.Expression value) {
        return switch (value) {
            case dev.isochron.sql.tree.Expression.ColumnReference column -> column.last().text();
            case dev.isochron.sql.tree.Expression.FunctionCall call -> call.name().text();
            case dev.isochron.sql.tree.Expression.Cast cast -> {
                String inner = of(cast.operand());
                yield inner.equals(NONE) ? cast.type().name().text() : inner;
            }
            case dev.isochron.sql.tree.Expression.TypedLiteral literal ->
                    literal.type().name().text();
            case dev.isochron.sql.tree.Expression.Collate collate -> of(collate.operand());
            case dev.isochron.sql.tree.Expression.FieldSelection field ->
                    field.field() == null ? NONE : field.field().text();
            case dev.isochron.sql.tree.Expression.Subscript subscript -> of(subscript.base());
            case dev.isochron.sql.tree.Expression.Case it -> {
                dev.isochron.sql.tree.Expression otherwise = it.otherwise();
                String inner = otherwise == null ? NONE : of(otherwise);
                yield inner.equals(NONE) ? "case" : inner;
            }
            case dev.isochron.sql.tree.Expression.Coalesce _ -> "coalesce";
            case dev.isochron.sql.tree.Expression.NullIf _ -> "nullif";
            case dev.isochron.sql.tree.Expression.Extreme extreme ->
                    extreme.greatest() ? "greatest" : "least";
            case dev.isochron.sql.tree.Expression.ArrayOf _ -> "array";
            case dev.isochron.sql.tree.Expression.RowOf _ -> "row";
            case dev.isochron.sql.tree.Expression.SystemValue system ->
                    system.which().name().toLowerCase(java.util.Locale.ROOT);
            case dev.isochron.sql.tree.Expression.BooleanLiteral _ -> "bool";
            case SubqueryExpression.Exists _ -> "exists";
            case SubqueryExpression.ArrayFrom _ -> "array";
            case SubqueryExpression.Scalar scalar -> ofQuery(scalar.query().body());
            case Predicate _ -> NONE;
            default -> NONE;
        };
    }

    private static String ofQuery(QueryBody body) {
        if (body instanceof QueryBody.SelectBlock block && block.targets().size() == 1) {
            Target target = block.targets().getFirst();
            return target.alias() != null ? target.alias().text() : of(target.value());
        }
        return NONE;
    }
}
