package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.Floats;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Arithmetic and functions of `real` and `double precision`.
final class FloatMath {

    private static final int CHANCE_BITS = 48;

    private FloatMath() {}

    static void define(Definer to) {
        for (String left : List.of("float4", "float8")) {
            for (String right : List.of("float4", "float8")) {
                boolean isNarrow = left.equals("float4") && right.equals("float4");
                String types = "(%s, %s) %s".formatted(left, right, isNarrow ? "float4" : "float8");
                to.operator("+" + types, (in, env) -> sum(in, isNarrow, '+'));
                to.operator("-" + types, (in, env) -> sum(in, isNarrow, '-'));
                to.operator("*" + types, (in, env) -> sum(in, isNarrow, '*'));
                to.operator("/" + types, (in, env) -> sum(in, isNarrow, '/'));
            }
        }
        for (String type : List.of("float4", "float8")) {
            String types = "(%1$s) %1$s".formatted(type);
            to.operator("+" + types, (in, env) -> in[0]);
            to.operator("-" + types, (in, env) -> changed(in[0], x -> -x));
            to.operator("@" + types, (in, env) -> changed(in[0], Math::abs));
            to.function("abs" + types, (in, env) -> changed(in[0], Math::abs));
        }
        defineRounding(to);
        defineRoots(to);
        defineAngles(to);
        to.changing(
                "random() float8",
                (in, env) ->
                        new Value.Float8((env.chance() >>> (Long.SIZE - CHANCE_BITS)) * 0x1p-48));
        to.changing("setseed(float8) void", (in, env) -> seed(Args.real(in[0])));
    }

    /// Chance has no seed here; the range is checked all the same.
    private static Value seed(double seed) {
        if (!(seed >= -1 && seed <= 1)) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "setseed parameter %s is out of allowed range [-1,1]"
                            .formatted(Floats.write(seed, 0)));
        }
        return Value.of("");
    }

    private static Value changed(Value value, DoubleUnaryOperator change) {
        return value instanceof Value.Float4(float number)
                ? new Value.Float4((float) change.applyAsDouble(number))
                : new Value.Float8(change.applyAsDouble(Args.real(value)));
    }

    private static Value sum(Value[] in, boolean isNarrow, char symbol) {
        double a = Args.real(in[0]);
        double b = Args.real(in[1]);
        if (symbol == '/' && b == 0 && !Double.isNaN(a)) {
            throw IntegerMath.divisionByZero();
        }
        double result =
                switch (symbol) {
                    case '+' -> a + b;
                    case '-' -> a - b;
                    case '*' -> a * b;
                    default -> a / b;
                };
        double rounded = isNarrow ? (float) result : result;
        boolean wasFinite = !Double.isInfinite(a) && !Double.isInfinite(b);
        if (Double.isInfinite(rounded) && (symbol == '/' ? !Double.isInfinite(a) : wasFinite)) {
            throw Numbers.overflow();
        }
        boolean mayVanish =
                (symbol == '*' && a != 0 && b != 0)
                        || (symbol == '/' && a != 0 && !Double.isInfinite(b));
        if (rounded == 0 && mayVanish) {
            throw Numbers.underflow();
        }
        return isNarrow ? new Value.Float4((float) rounded) : new Value.Float8(rounded);
    }

    private static void defineRounding(Definer to) {
        plain(to, "ceil", Math::ceil);
        plain(to, "ceiling", Math::ceil);
        plain(to, "floor", Math::floor);
        plain(to, "round", Math::rint);
        plain(to, "trunc", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
        plain(to, "sign", x -> Double.isNaN(x) ? 0 : Math.signum(x));
    }

    private static void plain(Definer to, String name, DoubleUnaryOperator function) {
        to.function(name + "(float8) float8", one(function));
    }

    private static Body one(DoubleUnaryOperator function) {
        return (in, env) -> new Value.Float8(function.applyAsDouble(Args.real(in[0])));
    }

    private static void defineRoots(Definer to) {
        to.both("sqrt", "|/(float8) float8", one(FloatMath::sqrt));
        to.operator("||/(float8) float8", one(Math::cbrt));
        plain(to, "cbrt", Math::cbrt);
        plain(to, "exp", FloatMath::exp);
        plain(to, "ln", x -> Math.log(positive(x)));
        plain(to, "log", x -> Math.log10(positive(x)));
        plain(to, "log10", x -> Math.log10(positive(x)));
        Body power = (in, env) -> new Value.Float8(power(Args.real(in[0]), Args.real(in[1])));
        to.both("power", "^(float8, float8) float8", power);
        to.function("pow(float8, float8) float8", power);
        to.nullable("pi() float8", Volatility.IMMUTABLE, (in, env) -> new Value.Float8(Math.PI));
    }

    private static double sqrt(double x) {
        if (x < 0) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "cannot take square root of a negative number");
        }
        return Math.sqrt(x);
    }

    private static double exp(double x) {
        double result = Math.exp(x);
        if (Double.isInfinite(result) && !Double.isInfinite(x)) {
            throw Numbers.overflow();
        }
        if (result == 0 && !Double.isInfinite(x)) {
            throw Numbers.underflow();
        }
        return result;
    }

    private static double positive(double x) {
        if (x == 0) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of zero");
        }
        if (x < 0) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_LOGARITHM,
                    "cannot take logarithm of a negative number");
        }
        return x;
    }

    private static double power(double a, double b) {
        if (a == 1 || b == 0) {
            return 1;
        }
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.NaN;
        }
        if (a == 0 && b < 0) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "zero raised to a negative power is undefined");
        }
        if (a < 0 && Math.floor(b) != b) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "a negative number raised to a non-integer power yields a complex result");
        }
        if (Double.isInfinite(b) && Math.abs(a) == 1) {
            return 1;
        }
        double result = Math.pow(a, b);
        boolean isFinite = !Double.isInfinite(a) && !Double.isInfinite(b);
        if (isFinite && Double.isInfinite(result)) {
            throw Numbers.overflow();
        }
        if (isFinite && result == 0 && a != 0) {
            throw Numbers.underflow();
        }
        return result;
    }

    private static void defineAngles(Definer to) {
        plain(to, "degrees", FloatMath::degrees);
        plain(to, "radians", Math::toRadians);
        plain(to, "sin", x -> Math.sin(finite(x)));
        plain(to, "cos", x -> Math.cos(finite(x)));
        plain(to, "tan", x -> Math.tan(finite(x)));
        plain(to, "cot", x -> 1 / Math.tan(finite(x)));
        plain(to, "asin", x -> Math.asin(unit(x)));
        plain(to, "acos", x -> Math.acos(unit(x)));
        plain(to, "atan", Math::atan);
        plain(to, "sinh", Math::sinh);
        plain(to, "cosh", Math::cosh);
        plain(to, "tanh", Math::tanh);
        to.function(
                "atan2(float8, float8) float8",
                (in, env) -> new Value.Float8(Math.atan2(Args.real(in[0]), Args.real(in[1]))));
    }

    private static double degrees(double x) {
        double result = Math.toDegrees(x);
        if (Double.isInfinite(result) && !Double.isInfinite(x)) {
            throw Numbers.overflow();
        }
        return result;
    }

    private static double finite(double x) {
        if (Double.isInfinite(x)) {
            throw inputOutOfRange();
        }
        return x;
    }

    private static double unit(double x) {
        if (x < -1 || x > 1) {
            throw inputOutOfRange();
        }
        return x;
    }

    private static SqlException inputOutOfRange() {
        return SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
    }
}
