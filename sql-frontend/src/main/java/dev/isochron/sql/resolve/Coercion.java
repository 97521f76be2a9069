package dev.isochron.sql.resolve;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Cast;
import dev.isochron.sql.cast.CastContext;
import dev.isochron.sql.cast.Casts;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.CastForm;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Conversion;
import dev.isochron.sql.expression.Convert;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Parameter;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts conversions into expressions, and gives a type to what has none.
final class Coercion {

    /// Dates and times that read alike in every session.
    private static final Pattern PLAIN_MOMENT =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}(?:[ T]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?)?");

    private static final Pattern PLAIN_TIME =
            Pattern.compile("\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?");

    private static final Pattern PLAIN_INSTANT =
            Pattern.compile(PLAIN_MOMENT + "(?:Z|[+-]\\d{2}(?::?\\d{2})?)");

    private final Env env;
    private final Unknowns unknowns;
    private final List<Constant> written = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    Coercion(Env env, Unknowns unknowns) {
        this.env = env;
        this.unknowns = unknowns;
    }

    /// A literal in quotes. Whatever refuses it later, however deep in other expressions it is by
    /// then, says that it is here.
    Constant written(String text, int position) {
        Constant literal = Constant.ofLiteral(text);
        written.add(literal);
        positions.add(position);
        return literal;
    }

    /// Where a literal stands; 0 if nobody said so.
    @SuppressWarnings("ReferenceEquality") // an equal literal may stand elsewhere
    private int positionOf(Expression literal) {
        for (int i = written.size() - 1; i >= 0; i--) {
            if (written.get(i) == literal) {
                return positions.get(i);
            }
        }
        return 0;
    }

    /// Whether a value of one type can be used as one of another.
    static boolean can(SqlType from, SqlType to, CastContext context) {
        if (from.isSameAs(to) || from.is(TypeId.UNKNOWN) || to.is(TypeId.ANY)) {
            return true;
        }
        if (to.id().isPolymorphic()) {
            return Polymorphs.mayStandFor(to, from);
        }
        return Casts.find(from, to).filter(cast -> cast.context().permits(context)).isPresent();
    }

    /// The expression as one of another type; its modifier counts.
    ///
    /// @param context the user's cast, an assignment, or a need of the types
    Optional<Expression> convert(Expression expression, SqlType to, CastContext context) {
        SqlType from = expression.type();
        if (from.is(TypeId.UNKNOWN)) {
            return Optional.of(convertUnknown(expression, to, context));
        }
        if (from.equals(to) || to.is(TypeId.ANY)) {
            return Optional.of(expression);
        }
        return Casts.find(from, to)
                .filter(cast -> cast.context().permits(context))
                .map(cast -> fitted(converted(expression, to, cast, context), to, context));
    }

    private static CastForm form(CastContext context) {
        return context == CastContext.EXPLICIT ? CastForm.EXPLICIT : CastForm.IMPLICIT;
    }

    private static Expression converted(
            Expression expression, SqlType to, Cast cast, CastContext context) {
        SqlType from = expression.type();
        if (from.isSameAs(to)) {
            return expression;
        }
        return new Convert(
                expression,
                to.withoutModifier(),
                cast.conversion(),
                form(context),
                cast.volatility());
    }

    /// Applies the modifier, unless the value has it already.
    private static Expression fitted(Expression expression, SqlType to, CastContext context) {
        Optional<Conversion> fit = Casts.fit(to, context == CastContext.EXPLICIT);
        if (fit.isEmpty() || expression.type().equals(to)) {
            return expression.type().equals(to) || expression.type().isSameAs(to)
                    ? relabelled(expression, to, context)
                    : expression;
        }
        return new Convert(expression, to, fit.get(), form(context), Volatility.IMMUTABLE);
    }

    /// Values that fit a modifier fit without it, too.
    private static Expression relabelled(Expression expression, SqlType to, CastContext context) {
        if (expression.type().equals(to)) {
            return expression;
        }
        return new Convert(expression, to, Conversion.NONE, form(context), Volatility.IMMUTABLE);
    }

    private Expression convertUnknown(Expression expression, SqlType to, CastContext context) {
        if (to.is(TypeId.UNKNOWN) || to.is(TypeId.ANY)) {
            return expression;
        }
        return switch (expression) {
            case Constant(Value value, _) when value.isNull() -> new Constant(value, to);
            case Constant(Value.Text(String text), _) -> literal(expression, text, to, context);
            case Parameter(int index, _) -> {
                unknowns.determine(index, to.withoutModifier());
                Expression typed = new Parameter(index, to.withoutModifier());
                yield fitted(typed, to, context);
            }
            default -> {
                Cast cast = Casts.read(to, CastContext.IMPLICIT);
                Expression read =
                        new Convert(
                                expression,
                                to.withoutModifier(),
                                cast.conversion(),
                                form(context),
                                cast.volatility());
                yield fitted(read, to, context);
            }
        };
    }

    /// Reads a literal now, so that a wrong one is refused now; one that depends on the session is
    /// read again each time.
    private Expression literal(Expression source, String text, SqlType to, CastContext context) {
        try {
            return understood(source, text, to, context);
        } catch (SqlException e) {
            throw new SqlException(e.error().orPosition(positionOf(source)));
        }
    }

    private Expression understood(Expression source, String text, SqlType to, CastContext context) {
        // The fields of an interval say what its numbers mean.
        SqlType plain = to.is(TypeId.INTERVAL) ? to : to.withoutModifier();
        Value value = TextFormat.read(text, plain, env.format(), env.transactionMicros());
        Expression read;
        if (Casts.dependsOnSession(to) && !isPlain(text, to)) {
            Cast cast = Casts.read(plain, CastContext.IMPLICIT);
            read = new Convert(source, plain, cast.conversion(), form(context), Volatility.STABLE);
            return fitted(read, to, context);
        }
        Optional<Conversion> fit = Casts.fit(to, context == CastContext.EXPLICIT);
        return new Constant(fit.isPresent() ? fit.get().apply(value, env) : value, to);
    }

    private static boolean isPlain(String text, SqlType to) {
        if (to.isArray()) {
            return false;
        }
        return switch (to.id()) {
            case DATE, TIMESTAMP -> PLAIN_MOMENT.matcher(text).matches();
            case TIME -> PLAIN_TIME.matcher(text).matches();
            case TIMESTAMPTZ -> PLAIN_INSTANT.matcher(text).matches();
            case INTERVAL -> true;
            default -> false;
        };
    }

    /// Gives `text` to what has no type.
    Expression known(Expression expression) {
        return expression.type().is(TypeId.UNKNOWN)
                ? convertUnknown(expression, SqlType.TEXT, CastContext.IMPLICIT)
                : expression;
    }

    static List<SqlType> types(List<Expression> expressions) {
        return expressions.stream().map(Expression::type).toList();
    }
}
