package dev.isochron.sql.bind;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.Subscript;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Binds `(x).field`, where `x` is what a function gives whose rows have several columns, or a
/// column of a subquery that holds it. No other composite values are there.
final class FieldBinder {

    private final ExpressionBinder binder;
    private final Scope scope;

    FieldBinder(ExpressionBinder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Expression bind(dev.isochron.sql.tree.Expression.FieldSelection from) {
        Name field = from.field();
        if (field == null) {
            throw SqlException.unsupported(from.position(), "all fields of a composite value are");
        }
        if (from.base() instanceof dev.isochron.sql.tree.Expression.ColumnReference column) {
            Expression whole = scope.column(column.names(), column.position());
            List<OutputColumn> fields = fieldsOf(whole);
            int place = place(fields, field, whole.type());
            return new Subscript(
                    whole,
                    new Constant(Value.of(place), SqlType.INT4),
                    fields.get(place).type(),
                    0);
        }
        Expression whole = binder.bind(from.base());
        if (whole instanceof SetCall set && !set.routine().columns().isEmpty()) {
            return set.column(place(set.routine().columns(), field, whole.type()));
        }
        throw SqlException.unsupported(from.position(), "composite types are");
    }

    private List<OutputColumn> fieldsOf(Expression whole) {
        return scope.relations().stream()
                .flatMap(relation -> relation.fields().stream())
                .filter(field -> field.value().equals(whole))
                .findFirst()
                .map(field -> field.out().fields())
                .orElse(List.of());
    }

    private static int place(List<OutputColumn> fields, Name field, SqlType type) {
        if (fields.isEmpty()) {
            throw SqlException.unsupported(field.position(), "composite types are");
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field.text())) {
                return i;
            }
        }
        throw SqlException.at(
                field.position(),
                SqlCode.UNDEFINED_COLUMN,
                "column \"%s\" not found in data type %s"
                        .formatted(field.text(), type.displayName()));
    }

    /// Refuses a composite value where it is used as a whole.
    static Expression plain(Expression value, int position) {
        if (isComposite(value.type())) {
            throw SqlException.unsupported(position, "composite values are");
        }
        return value;
    }

    /// Refuses a composite value in the result of a statement.
    static void requirePlain(OutColumn column) {
        if (isComposite(column.type())) {
            throw SqlException.unsupported(0, "composite values are");
        }
    }

    private static boolean isComposite(SqlType type) {
        return type.id() == SqlType.RECORD.id();
    }
}
