package dev.isochron.sql.bind;

import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.tree.Target;
import java.util.ArrayList;
import java.util.List;

/// What a statement gives back of the rows it changes.
record Returning(List<Expression> values, List<OutColumn> columns) {

    static Returning of(Context context, List<Target> targets, ExpressionBinder binder) {
        List<Expression> values = new ArrayList<>();
        List<OutColumn> columns = new ArrayList<>();
        for (Target target : targets) {
            if (target.value() instanceof dev.isochron.sql.tree.Expression.Star star) {
                for (Relation.Field field : SelectBinder.fields(star, binder.scope())) {
                    values.add(field.value());
                    columns.add(field.out());
                }
                continue;
            }
            Expression value = context.resolver().known(binder.bind(target.value()));
            String name =
                    target.alias() != null ? target.alias().text() : TargetNames.of(target.value());
            values.add(value);
            columns.add(SelectBinder.described(value, name, binder.scope()));
        }
        return new Returning(values, columns);
    }
}
