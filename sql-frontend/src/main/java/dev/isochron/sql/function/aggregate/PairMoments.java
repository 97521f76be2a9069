package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.ArrayList;
import java.util.List;

/// What pairs of numbers have to do with each other: `corr`, `covar_…`, `regr_…`; the first of a
/// pair is called y.
final class PairMoments implements Accumulator {

    /// What is asked for.
    enum Kind {
        CORR,
        COVAR_POP,
        COVAR_SAMP,
        REGR_AVGX,
        REGR_AVGY,
        REGR_COUNT,
        REGR_INTERCEPT,
        REGR_R2,
        REGR_SLOPE,
        REGR_SXX,
        REGR_SXY,
        REGR_SYY
    }

    private final Kind kind;
    private double count;
    private double sumX;
    private double sumY;
    private double squaresX;
    private double squaresY;
    private double products;

    PairMoments(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        double y = Args.real(arguments[0]);
        double x = Args.real(arguments[1]);
        double before = count++;
        sumX += x;
        sumY += y;
        if (before > 0) {
            double awayX = x * count - sumX;
            double awayY = y * count - sumY;
            double scale = 1 / (count * before);
            squaresX += awayX * awayX * scale;
            squaresY += awayY * awayY * scale;
            products += awayX * awayY * scale;
        } else {
            squaresX = Double.isFinite(x) ? 0 : Double.NaN;
            squaresY = Double.isFinite(y) ? 0 : Double.NaN;
            products = squaresX + squaresY;
        }
    }

    @Override
    public Value result(Env env) {
        if (kind == Kind.REGR_COUNT) {
            return Value.of((long) count);
        }
        if (count < (kind == Kind.COVAR_SAMP ? 2 : 1) || isUndefined()) {
            return Value.Null.NULL;
        }
        return new Value.Float8(
                switch (kind) {
                    case CORR -> products / Math.sqrt(squaresX * squaresY);
                    case COVAR_POP -> products / count;
                    case COVAR_SAMP -> products / (count - 1);
                    case REGR_AVGX -> sumX / count;
                    case REGR_AVGY -> sumY / count;
                    case REGR_COUNT -> count;
                    case REGR_INTERCEPT -> (sumY - sumX * products / squaresX) / count;
                    case REGR_R2 -> squaresY == 0 ? 1 : products * products / (squaresX * squaresY);
                    case REGR_SLOPE -> products / squaresX;
                    case REGR_SXX -> squaresX;
                    case REGR_SXY -> products;
                    case REGR_SYY -> squaresY;
                });
    }

    /// Where all x, or all y, are the same.
    private boolean isUndefined() {
        return switch (kind) {
            case CORR -> squaresX == 0 || squaresY == 0;
            case REGR_INTERCEPT, REGR_R2, REGR_SLOPE -> squaresX == 0;
            case COVAR_POP,
                    COVAR_SAMP,
                    REGR_AVGX,
                    REGR_AVGY,
                    REGR_COUNT,
                    REGR_SXX,
                    REGR_SXY,
                    REGR_SYY ->
                    false;
        };
    }

    @Override
    public List<Value> state() {
        List<Value> state = new ArrayList<>();
        for (double each : new double[] {count, sumX, sumY, squaresX, squaresY, products}) {
            state.add(new Value.Float8(each));
        }
        return state;
    }

    @Override
    public void merge(List<Value> state, Env env) {
        double others = Args.real(state.get(0));
        if (others == 0) {
            return;
        }
        double all = count + others;
        double awayX = count == 0 ? 0 : sumX / count - Args.real(state.get(1)) / others;
        double awayY = count == 0 ? 0 : sumY / count - Args.real(state.get(2)) / others;
        double scale = count * others / all;
        squaresX += Args.real(state.get(3)) + awayX * awayX * scale;
        squaresY += Args.real(state.get(4)) + awayY * awayY * scale;
        products += Args.real(state.get(5)) + awayX * awayY * scale;
        sumX += Args.real(state.get(1));
        sumY += Args.real(state.get(2));
        count = all;
    }
}
