package dev.isochron.sql.resolve;

import dev.isochron.sql.cast.CastContext;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one type of several alternatives, by PostgreSQL's rules for `UNION` and `CASE`.
final class CommonTypes {

    private CommonTypes() {}

    /// The type that all convert to, or empty if they are of different kinds.
    static Optional<SqlType> find(List<SqlType> types) {
        Choice choice = choose(types);
        return choice.conflict() == null ? Optional.of(choice.type()) : Optional.empty();
    }

    /// The type that all convert to.
    ///
    /// @param context what the alternatives belong to: `CASE`, `UNION`, …
    static SqlType require(String context, List<SqlType> types) {
        Choice choice = choose(types);
        if (choice.conflict() != null) {
            throw Refusals.mismatch(
                    "%s types %s and %s cannot be matched"
                            .formatted(
                                    context,
                                    choice.type().displayName(),
                                    choice.conflict().displayName()));
        }
        return choice.type();
    }

    private record Choice(SqlType type, @Nullable SqlType conflict) {}

    private static Choice choose(List<SqlType> types) {
        SqlType chosen = SqlType.UNKNOWN;
        boolean sameModifier = true;
        for (SqlType type : types) {
            if (type.is(TypeId.UNKNOWN)) {
                continue;
            }
            if (chosen.is(TypeId.UNKNOWN)) {
                chosen = type;
                continue;
            }
            sameModifier &= chosen.equals(type);
            if (chosen.isSameAs(type)) {
                continue;
            }
            if (chosen.category() != type.category()) {
                return new Choice(chosen, type);
            }
            boolean widens =
                    !chosen.isPreferred() && converts(chosen, type) && !converts(type, chosen);
            if (widens) {
                chosen = type;
            }
        }
        boolean hasUnknown = types.stream().anyMatch(type -> type.is(TypeId.UNKNOWN));
        if (chosen.is(TypeId.UNKNOWN)) {
            return new Choice(SqlType.TEXT, null);
        }
        boolean keepsModifier = sameModifier && (!hasUnknown || chosen.is(TypeId.BPCHAR));
        return new Choice(keepsModifier ? chosen : chosen.withoutModifier(), null);
    }

    static boolean converts(SqlType from, SqlType to) {
        return Coercion.can(from, to, CastContext.IMPLICIT);
    }

    /// Whether the expressions have a type in common.
    static Optional<SqlType> of(List<Expression> expressions) {
        return find(Coercion.types(expressions));
    }
}
