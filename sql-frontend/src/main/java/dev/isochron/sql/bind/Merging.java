package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Joins by columns of the same name, which become one: USING and NATURAL.
final class Merging {

    private final Context context;
    private final FromBinder.Item left;
    private final FromBinder.Item right;
    private final Logical.Kind kind;
    private final int position;

    Merging(
            Context context,
            FromBinder.Item left,
            FromBinder.Item right,
            Logical.Kind kind,
            int position) {
        this.context = context;
        this.left = left;
        this.right = right;
        this.kind = kind;
        this.position = position;
    }

    FromBinder.Item natural() {
        List<String> common = new ArrayList<>();
        for (Relation.Field field : left.scope().open()) {
            boolean isCommon =
                    right.scope().open().stream()
                            .anyMatch(other -> other.name().equals(field.name()));
            if (isCommon) {
                common.add(field.name());
            }
        }
        return using(common);
    }

    FromBinder.Item using(List<String> columns) {
        int width = left.rows().width();
        List<Relation.Field> merged = new ArrayList<>();
        Expression condition = null;
        for (String column : columns) {
            Relation.Field a = field(left.scope(), column, "left");
            Relation.Field b = field(right.scope(), column, "right").shifted(width);
            Expression equal =
                    ExpressionBinder.at(
                            position, () -> context.resolver().operator("=", a.value(), b.value()));
            Expression before = condition;
            condition = before == null ? equal : context.resolver().forms().and(before, equal);
            merged.add(merged(a, b));
        }
        Scope both = left.scope().and(right.scope(), width);
        List<Relation.Field> open = new ArrayList<>(merged);
        for (Relation.Field field : both.open()) {
            if (!columns.contains(field.name())) {
                open.add(field);
            }
        }
        return new FromBinder.Item(
                FromBinder.joined(context, left, right, kind, condition),
                new Scope(both.frame(), both.relations(), open));
    }

    private Relation.Field merged(Relation.Field a, Relation.Field b) {
        return switch (kind) {
            case RIGHT -> common(b, a.value(), b.value());
            case FULL -> {
                Expression either =
                        context.resolver().forms().coalesce(List.of(a.value(), b.value()));
                yield new Relation.Field(either, OutColumn.of(a.name(), either.type()));
            }
            case INNER, LEFT, SEMI, ANTI -> common(a, a.value(), b.value());
        };
    }

    /// One of two columns as one of the type that both have in common.
    private Relation.Field common(Relation.Field field, Expression a, Expression b) {
        SqlType type =
                ExpressionBinder.at(
                        position, () -> context.resolver().commonType("JOIN/USING", List.of(a, b)));
        if (field.type().isSameAs(type)) {
            return field;
        }
        return new Relation.Field(
                context.resolver().toCommon(field.value(), type, "JOIN/USING"),
                OutColumn.of(field.name(), type));
    }

    private Relation.Field field(Scope scope, String column, String side) {
        List<Relation.Field> found =
                scope.open().stream().filter(field -> field.name().equals(column)).toList();
        if (found.isEmpty()) {
            throw SqlException.at(
                    position,
                    SqlCode.UNDEFINED_COLUMN,
                    "column \"%s\" specified in USING clause does not exist in %s table"
                            .formatted(column, side));
        }
        if (found.size() > 1) {
            throw SqlException.at(
                    position,
                    SqlCode.AMBIGUOUS_COLUMN,
                    "common column name \"%s\" appears more than once in %s table"
                            .formatted(column, side));
        }
        return found.getFirst();
    }
}
