package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.format.Integers;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.Refusal;
import dev.isochron.sql.type.TypeId;
import java.util.List;

/// Arithmetic of `smallint`, `integer` and `bigint`, which never wraps around.
final class IntegerMath {

    private static final List<TypeId> TYPES = List.of(TypeId.INT2, TypeId.INT4, TypeId.INT8);

    private IntegerMath() {}

    /// What two numbers make.
    private interface Sum {
        long of(long a, long b);
    }

    static void define(Definer to) {
        for (TypeId left : TYPES) {
            for (TypeId right : TYPES) {
                TypeId wider = wider(left, right);
                binary(to, "+", left, right, wider, Math::addExact);
                binary(to, "-", left, right, wider, Math::subtractExact);
                binary(to, "*", left, right, wider, Math::multiplyExact);
                binary(to, "/", left, right, wider, IntegerMath::divided);
            }
        }
        TYPES.forEach(type -> ofOneType(to, type));
        to.function("gcd(int4, int4) int4", gcd(TypeId.INT4));
        to.function("gcd(int8, int8) int8", gcd(TypeId.INT8));
        to.function("lcm(int4, int4) int4", lcm(TypeId.INT4));
        to.function("lcm(int8, int8) int8", lcm(TypeId.INT8));
    }

    private static TypeId wider(TypeId left, TypeId right) {
        return TYPES.indexOf(left) > TYPES.indexOf(right) ? left : right;
    }

    private static void ofOneType(Definer to, TypeId type) {
        String name = type.catalogName();
        binary(to, "%", type, type, type, IntegerMath::remainder);
        to.function("mod(%1$s, %1$s) %1$s".formatted(name), body(type, IntegerMath::remainder));
        binary(to, "&", type, type, type, (a, b) -> a & b);
        binary(to, "|", type, type, type, (a, b) -> a | b);
        binary(to, "#", type, type, type, (a, b) -> a ^ b);
        to.operator("~(%1$s) %1$s".formatted(name), (in, env) -> Value.of(~Args.number(in[0])));
        to.operator("+(%1$s) %1$s".formatted(name), (in, env) -> in[0]);
        to.operator("-(%1$s) %1$s".formatted(name), (in, env) -> negated(in[0], type));
        to.operator("@(%1$s) %1$s".formatted(name), (in, env) -> absolute(in[0], type));
        to.function("abs(%1$s) %1$s".formatted(name), (in, env) -> absolute(in[0], type));
        to.operator(
                "<<(%1$s, int4) %1$s".formatted(name),
                (in, env) -> shifted(Args.number(in[0]), Args.integer(in[1]), type, true));
        to.operator(
                ">>(%1$s, int4) %1$s".formatted(name),
                (in, env) -> shifted(Args.number(in[0]), Args.integer(in[1]), type, false));
    }

    private static void binary(
            Definer to, String symbol, TypeId left, TypeId right, TypeId result, Sum sum) {
        to.operator(
                "%s(%s, %s) %s"
                        .formatted(
                                symbol,
                                left.catalogName(),
                                right.catalogName(),
                                result.catalogName()),
                body(result, sum));
    }

    private static Body body(TypeId result, Sum sum) {
        return (in, env) -> {
            long number;
            try {
                number = sum.of(Args.number(in[0]), Args.number(in[1]));
            } catch (ArithmeticException _) {
                throw outOfRange(result);
            }
            return checked(number, result);
        };
    }

    private static Value checked(long number, TypeId type) {
        if (!Integers.fits(number, type)) {
            throw outOfRange(type);
        }
        return Value.of(number);
    }

    private static SqlException outOfRange(TypeId type) {
        return Refusal.outOfRange(type.displayName());
    }

    static SqlException divisionByZero() {
        return SqlException.of(SqlCode.DIVISION_BY_ZERO, "division by zero");
    }

    private static long divided(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return Math.divideExact(a, b);
    }

    private static long remainder(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }

    private static Value negated(Value value, TypeId type) {
        long number = Args.number(value);
        if (number == Long.MIN_VALUE) {
            throw outOfRange(type);
        }
        return checked(-number, type);
    }

    private static Value absolute(Value value, TypeId type) {
        return Args.number(value) < 0 ? negated(value, type) : value;
    }

    /// As C does it on this kind of machine: the distance wraps around.
    private static Value shifted(long number, int distance, TypeId type, boolean left) {
        return switch (type) {
            case INT8 -> Value.of(left ? number << distance : number >> distance);
            case INT4 -> Value.of(left ? (int) number << distance : (int) number >> distance);
            default ->
                    Value.of((short) (left ? (int) number << distance : (int) number >> distance));
        };
    }

    private static Body gcd(TypeId type) {
        return (in, env) -> checkedMagnitude(gcd(Args.number(in[0]), Args.number(in[1])), type);
    }

    /// Never positive, so that the largest magnitude fits.
    private static long gcd(long a, long b) {
        long x = a < 0 ? a : -a;
        long y = b < 0 ? b : -b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }

    private static Value checkedMagnitude(long negative, TypeId type) {
        if (negative == Long.MIN_VALUE) {
            throw outOfRange(type);
        }
        return checked(-negative, type);
    }

    private static Body lcm(TypeId type) {
        return (in, env) -> {
            long a = Args.number(in[0]);
            long b = Args.number(in[1]);
            if (a == 0 || b == 0) {
                return Value.of(0);
            }
            try {
                long product = Math.multiplyExact(a / gcd(a, b), b);
                return checkedMagnitude(product < 0 ? product : -product, type);
            } catch (ArithmeticException _) {
                throw outOfRange(type);
            }
        };
    }
}
