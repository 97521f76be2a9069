package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.function.DoubleUnaryOperator;

/// Angles in degrees, which are exact where the result is (`sind(30)`), and the inverse hyperbolic
/// functions.
final class AngleFunctions {

    private static final double DEGREE = Math.PI / 180;
    private static final double SIN_30 = Math.sin(30 * DEGREE);
    private static final double ONE_MINUS_COS_60 = 1 - Math.cos(60 * DEGREE);
    private static final double ASIN_HALF = Math.asin(0.5);
    private static final double ACOS_HALF = Math.acos(0.5);
    private static final double ATAN_ONE = Math.atan(1);
    private static final double TAN_45 = sineOfQuarter(45) / cosineOfQuarter(45);
    private static final double COT_45 = cosineOfQuarter(45) / sineOfQuarter(45);

    private AngleFunctions() {}

    static void define(Definer to) {
        plain(to, "sind", AngleFunctions::sine);
        plain(to, "cosd", AngleFunctions::cosine);
        plain(to, "tand", AngleFunctions::tangent);
        plain(to, "cotd", AngleFunctions::cotangent);
        plain(to, "asind", AngleFunctions::arcSine);
        plain(to, "acosd", AngleFunctions::arcCosine);
        plain(to, "atand", x -> Math.atan(x) / ATAN_ONE * 45);
        plain(to, "asinh", AngleFunctions::inverseSinh);
        plain(to, "acosh", x -> Math.log(within(x, 1, Double.POSITIVE_INFINITY) + root(x)));
        plain(to, "atanh", AngleFunctions::inverseTanh);
        to.function(
                "atan2d(float8, float8) float8",
                (in, env) ->
                        new Value.Float8(
                                Math.atan2(Args.real(in[0]), Args.real(in[1])) / ATAN_ONE * 45));
    }

    private static void plain(Definer to, String name, DoubleUnaryOperator function) {
        to.function(
                name + "(float8) float8",
                (in, env) -> new Value.Float8(function.applyAsDouble(Args.real(in[0]))));
    }

    private static double within(double x, double low, double high) {
        if (x < low || x > high) {
            throw SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
        }
        return x;
    }

    private static double finite(double x) {
        return within(x, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private static double sineTo30(double x) {
        return Math.sin(x * DEGREE) / SIN_30 / 2;
    }

    private static double cosineTo60(double x) {
        return 1 - (1 - Math.cos(x * DEGREE)) / ONE_MINUS_COS_60 / 2;
    }

    private static double sineOfQuarter(double x) {
        return x <= 30 ? sineTo30(x) : cosineTo60(90 - x);
    }

    private static double cosineOfQuarter(double x) {
        return x <= 60 ? cosineTo60(x) : sineTo30(90 - x);
    }

    /// An angle in the first half turn, from 0 to 180.
    private static double half(double x) {
        double turn = Math.abs(x % 360);
        return turn > 180 ? 360 - turn : turn;
    }

    /// An angle in the first quarter.
    private static double quarter(double x) {
        double half = half(x);
        return half > 90 ? 180 - half : half;
    }

    private static boolean isBelow(double x) {
        double turn = x % 360;
        return (turn < 0) != (Math.abs(turn) > 180);
    }

    private static double sine(double x) {
        double result = sineOfQuarter(quarter(finite(x)));
        return isBelow(x) ? -result : result;
    }

    private static double cosine(double x) {
        double result = cosineOfQuarter(quarter(finite(x)));
        return half(x) > 90 ? -result : result;
    }

    private static double tangent(double x) {
        double quarter = quarter(finite(x));
        double result = sineOfQuarter(quarter) / cosineOfQuarter(quarter) / TAN_45;
        return signed(x, result);
    }

    private static double cotangent(double x) {
        double quarter = quarter(finite(x));
        double result = cosineOfQuarter(quarter) / sineOfQuarter(quarter) / COT_45;
        return signed(x, result);
    }

    /// There is no minus zero among them.
    private static double signed(double x, double result) {
        double signed = isBelow(x) != half(x) > 90 ? -result : result;
        return signed == 0 ? 0 : signed;
    }

    private static double arcSine(double x) {
        double size = Math.abs(within(x, -1, 1));
        double result =
                size <= 0.5
                        ? Math.asin(size) / ASIN_HALF * 30
                        : 90 - Math.acos(size) / ACOS_HALF * 60;
        return x < 0 ? -result : result;
    }

    private static double arcCosine(double x) {
        double size = Math.abs(within(x, -1, 1));
        double result =
                size <= 0.5
                        ? 90 - Math.asin(size) / ASIN_HALF * 30
                        : Math.acos(size) / ACOS_HALF * 60;
        return x < 0 ? 180 - result : result;
    }

    private static double root(double x) {
        return Math.sqrt(x * x - 1);
    }

    private static double inverseSinh(double x) {
        double size = Math.abs(x);
        double result = Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(Double.isNaN(result) && !Double.isNaN(x) ? size : result, x);
    }

    private static double inverseTanh(double x) {
        within(x, -1, 1);
        return Math.abs(x) == 1 ? x * Double.POSITIVE_INFINITY : Math.log1p(2 * x / (1 - x)) / 2;
    }
}
