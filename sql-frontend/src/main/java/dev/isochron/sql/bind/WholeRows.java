package dev.isochron.sql.bind;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.function.json.RowValue;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as a whole where JSON is made of them: `row_to_json(t)`, `json_agg(t)`, `to_jsonb(ROW(1,
/// 2))`. There are no other composite values.
final class WholeRows {

    private static final List<String> TAKE_ROWS =
            List.of(
                    "row_to_json",
                    "to_json",
                    "to_jsonb",
                    "json_agg",
                    "jsonb_agg",
                    "json_build_array",
                    "jsonb_build_array",
                    "json_build_object",
                    "jsonb_build_object",
                    "json_object_agg",
                    "jsonb_object_agg");

    private final ExpressionBinder binder;
    private final Scope scope;

    WholeRows(ExpressionBinder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    /// The arguments of a call.
    List<Expression> arguments(String function, List<dev.isochron.sql.tree.Expression> from) {
        if (!TAKE_ROWS.contains(function)) {
            return binder.bind(from);
        }
        List<Expression> bound = new ArrayList<>();
        for (dev.isochron.sql.tree.Expression each : from) {
            Expression row = row(each);
            bound.add(row == null ? binder.bind(each) : row);
        }
        return bound;
    }

    private @Nullable Expression row(dev.isochron.sql.tree.Expression from) {
        return switch (from) {
            case dev.isochron.sql.tree.Expression.RowOf(var fields, _, _) -> written(fields);
            case dev.isochron.sql.tree.Expression.Star(var names, int position)
                    when names.size() == 1 ->
                    named(names.getFirst(), position);
            case dev.isochron.sql.tree.Expression.ColumnReference(var names, int position)
                    when names.size() == 1 && !scope.hasColumn(names.getFirst(), position) ->
                    named(names.getFirst(), position);
            default -> null;
        };
    }

    private Expression written(List<dev.isochron.sql.tree.Expression> fields) {
        List<Expression> parts = new ArrayList<>();
        parts.add(new Constant(Value.of(false), SqlType.BOOL));
        for (Expression field : binder.bind(fields)) {
            parts.add(name("f" + (parts.size() / 2 + 1)));
            parts.add(binder.known(field));
        }
        return call(parts);
    }

    private @Nullable Expression named(Name name, int position) {
        Relation relation = scope.nearest(name);
        if (relation == null) {
            return null;
        }
        List<Expression> parts = new ArrayList<>();
        boolean mayBeNull = relation.whole() == Relation.Whole.ROW_OR_NULL;
        parts.add(new Constant(Value.of(mayBeNull), SqlType.BOOL));
        for (Relation.Field field : relation.fields()) {
            List<Name> names = List.of(name, new Name(field.name(), position));
            Expression value =
                    binder.known(FieldBinder.plain(scope.column(names, position), position));
            if (relation.whole() == Relation.Whole.VALUE) {
                return value;
            }
            parts.add(name(field.name()));
            parts.add(value);
        }
        return call(parts);
    }

    private static Expression name(String text) {
        return new Constant(Value.of(text), SqlType.TEXT);
    }

    private static Expression call(List<Expression> parts) {
        return new Call(
                RowValue.ROUTINE.forTypes(parts.stream().map(Expression::type).toList()),
                parts,
                SqlType.RECORD);
    }
}
