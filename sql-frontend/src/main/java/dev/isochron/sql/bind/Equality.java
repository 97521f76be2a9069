package dev.isochron.sql.bind;

import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;

/// In what rows are equal that are compared as a whole.
final class Equality {

    private Equality() {}

    /// None if the values of all columns say for themselves what they equal; else all columns, with
    /// their types.
    ///
    /// @throws dev.isochron.sql.error.SqlException if a column has values without equality
    static List<Expression> keys(List<OutColumn> columns) {
        List<Expression> keys = new ArrayList<>();
        boolean needsTypes = false;
        for (int i = 0; i < columns.size(); i++) {
            SqlType type = Resolver.equality(columns.get(i).type());
            keys.add(new ColumnReference(i, type, columns.get(i).name()));
            needsTypes |= type.is(TypeId.JSONB);
        }
        return needsTypes ? keys : List.of();
    }
}
