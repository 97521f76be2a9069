package dev.isochron.sql.cast;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Conversion;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.format.Scalars;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.time.IntervalFields;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeCategory;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds how one type becomes another.
public final class Casts {

    private Casts() {}

    /// The cast between two types, their modifiers left aside; empty if there is none.
    public static Optional<Cast> find(SqlType from, SqlType to) {
        if (from.isSameAs(to)) {
            return Optional.of(
                    new Cast(CastContext.IMPLICIT, Conversion.NONE, Volatility.IMMUTABLE, true));
        }
        if (from.isArray() && to.isArray()) {
            return ofElements(from.element().orElseThrow(), to.element().orElseThrow());
        }
        if (from.is(TypeId.INT2VECTOR) || from.is(TypeId.OIDVECTOR)) {
            SqlType elements = from.element().orElseThrow().array();
            if (to.isArray() && !elements.isSameAs(to)) {
                return ofElements(from.element().orElseThrow(), to.element().orElseThrow());
            }
            if (elements.isSameAs(to)) {
                return Optional.of(
                        new Cast(
                                CastContext.IMPLICIT, Conversion.NONE, Volatility.IMMUTABLE, true));
            }
        }
        if (!from.isArray() && !to.isArray()) {
            Optional<CastContext> listed = CastTable.find(from.id(), to.id());
            if (listed.isPresent()) {
                return Optional.of(Conversions.between(from.id(), to, listed.get()));
            }
        }
        return throughText(from, to);
    }

    private static Optional<Cast> ofElements(SqlType from, SqlType to) {
        return find(from, to)
                .map(cast ->
                        new Cast(
                                cast.context(),
                                cast.changesNothing()
                                        ? Conversion.NONE
                                        : (value, env) -> mapped(value, cast.conversion(), env),
                                cast.volatility(),
                                cast.changesNothing()));
    }

    private static Value mapped(Value array, Conversion conversion, Env env) {
        List<Value> changed = new ArrayList<>();
        for (Value element : ((Value.Array) array).elements()) {
            changed.add(element.isNull() ? element : conversion.apply(element, env));
        }
        return new Value.Array(changed);
    }

    private static Optional<Cast> throughText(SqlType from, SqlType to) {
        boolean fromText = isText(from);
        boolean toText = isText(to);
        boolean hasText = !from.id().isPolymorphic() && from.category() != TypeCategory.PSEUDO;
        if (to.category() == TypeCategory.PSEUDO || !hasText) {
            return Optional.empty();
        }
        if (toText) {
            return Optional.of(write(from, CastContext.ASSIGNMENT));
        }
        return fromText ? Optional.of(read(to, CastContext.EXPLICIT)) : Optional.empty();
    }

    private static boolean isText(SqlType type) {
        return type.category() == TypeCategory.STRING || type.is(TypeId.UNKNOWN);
    }

    /// Reads a value of the type from a text.
    public static Cast read(SqlType to, CastContext context) {
        SqlType plain = to.withoutModifier();
        return new Cast(
                context,
                (value, env) ->
                        TextFormat.read(
                                ((Value.Text) value).value(),
                                plain,
                                env.format(),
                                env.transactionMicros()),
                dependsOnSession(to) ? Volatility.STABLE : Volatility.IMMUTABLE,
                false);
    }

    /// Writes a value of the type as a text.
    static Cast write(SqlType from, CastContext context) {
        return new Cast(
                context,
                (value, env) -> Value.of(TextFormat.write(value, from, env.format())),
                dependsOnSession(from) ? Volatility.STABLE : Volatility.IMMUTABLE,
                false);
    }

    /// Whether settings of the session decide how the type is read and written.
    public static boolean dependsOnSession(SqlType type) {
        return switch (type.id()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> true;
            default -> type.id().isObjectAlias();
        };
    }

    /// What the modifier of a type does to a value of it; empty if it has none.
    ///
    /// @param explicit whether the user wrote the cast, so that texts are cut without a word
    public static Optional<Conversion> fit(SqlType type, boolean explicit) {
        if (!type.hasModifier()) {
            return Optional.empty();
        }
        SqlType element = type.element().orElse(type);
        Conversion one = (value, env) -> fitOne(value, element, explicit);
        return Optional.of(type.isArray() ? (value, env) -> mapped(value, one, env) : one);
    }

    private static Value fitOne(Value value, SqlType type, boolean explicit) {
        return switch (type.id()) {
            case VARCHAR, BPCHAR -> Scalars.fit(((Value.Text) value).value(), type, explicit);
            case NUMERIC -> Numerics.fit((Numeric) value, type.modifier());
            case TIME, TIMESTAMP, TIMESTAMPTZ -> TextFormat.fitSeconds(value, type.modifier());
            case INTERVAL -> IntervalFields.fit((CalendarInterval) value, type.modifier());
            default -> value;
        };
    }
}
