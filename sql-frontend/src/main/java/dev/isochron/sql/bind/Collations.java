package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeCategory;
import dev.isochron.sql.type.TypeId;
import java.util.List;

/// `x COLLATE name`: texts are ordered by code point, so only collations that do so are there.
final class Collations {

    private static final List<String> BY_CODE_POINT = List.of("C", "POSIX", "default", "ucs_basic");

    private Collations() {}

    static Expression bind(
            ExpressionBinder binder, dev.isochron.sql.tree.Expression.Collate collate) {
        Expression operand = binder.bind(collate.operand());
        SqlType type = operand.type();
        SqlType each = type.element().orElse(type);
        if (each.category() != TypeCategory.STRING && !each.is(TypeId.UNKNOWN)) {
            throw SqlException.at(
                    collate.position(),
                    SqlCode.DATATYPE_MISMATCH,
                    "collations are not supported by type " + type.displayName());
        }
        String name = collate.collation().text();
        if (!BY_CODE_POINT.contains(name)) {
            throw SqlException.unsupported(collate.position(), "collation \"" + name + "\" is");
        }
        return operand;
    }
}
