package dev.isochron.sql.bind;

import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.SubqueryExpression;
import dev.isochron.sql.tree.Target;

/// What columns of a result are called that nobody named.
final class TargetNames {

    private static final String NONE = "?column?";

    private TargetNames() {}

    static String of(dev.isochron.sql.tree.Expression value) {
        return named(value).text;
    }

    /// A name, and whether it is firm: a cast goes by its type where the name below is not.
    private record Named(String text, boolean firm) {}

    private static Named firm(String text) {
        return new Named(text, true);
    }

    private static Named loose(String text) {
        return new Named(text, false);
    }

    private static Named named(dev.isochron.sql.tree.Expression value) {
        return switch (value) {
            case dev.isochron.sql.tree.Expression.ColumnReference column ->
                    firm(column.last().text());
            case dev.isochron.sql.tree.Expression.FunctionCall call -> firm(call.name().text());
            case dev.isochron.sql.tree.Expression.Cast cast -> {
                Named inner = named(cast.operand());
                yield inner.firm ? inner : loose(cast.type().name().text());
            }
            case dev.isochron.sql.tree.Expression.TypedLiteral literal ->
                    loose(literal.type().name().text());
            case dev.isochron.sql.tree.Expression.Collate collate -> named(collate.operand());
            case dev.isochron.sql.tree.Expression.FieldSelection field ->
                    field.field() == null ? loose(NONE) : firm(field.field().text());
            case dev.isochron.sql.tree.Expression.Subscript subscript -> named(subscript.base());
            case dev.isochron.sql.tree.Expression.Case it -> {
                dev.isochron.sql.tree.Expression otherwise = it.otherwise();
                Named inner = otherwise == null ? loose(NONE) : named(otherwise);
                yield inner.firm ? inner : loose("case");
            }
            case dev.isochron.sql.tree.Expression.Coalesce _ -> firm("coalesce");
            case dev.isochron.sql.tree.Expression.NullIf _ -> firm("nullif");
            case dev.isochron.sql.tree.Expression.Extreme extreme ->
                    firm(extreme.greatest() ? "greatest" : "least");
            case dev.isochron.sql.tree.Expression.ArrayOf _ -> firm("array");
            case dev.isochron.sql.tree.Expression.RowOf _ -> firm("row");
            case dev.isochron.sql.tree.Expression.SystemValue system ->
                    firm(system.which().name().toLowerCase(java.util.Locale.ROOT));
            case dev.isochron.sql.tree.Expression.BooleanLiteral _ -> loose("bool");
            case SubqueryExpression.Exists _ -> firm("exists");
            case SubqueryExpression.ArrayFrom _ -> firm("array");
            case SubqueryExpression.Scalar scalar -> firm(ofQuery(scalar.query().body()));
            default -> loose(NONE);
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
