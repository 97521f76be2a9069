package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.Floats;
import dev.isochron.sql.function.datetime.IntervalMath;
import dev.isochron.sql.routine.Args;
import java.util.ArrayList;
import java.util.List;

/// `percentile_cont`, `percentile_disc` and `mode`: of values that come in their order, some by
/// their place. The last argument is the value; before it stands the fraction, or an array of them.
final class Ranked implements Accumulator {

    private static final long BYTES_EACH = 40;

    /// What is asked for.
    enum Kind {
        CONTINUOUS,
        DISCRETE,
        MODE
    }

    private final Kind kind;
    private final List<Value> values = new ArrayList<>();
    private Value fraction = Value.Null.NULL;

    Ranked(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        fraction = arguments[0];
        Value value = arguments[arguments.length - 1];
        if (!value.isNull()) {
            values.add(value);
        }
    }

    @Override
    public Value result(Env env) {
        if (values.isEmpty()) {
            return Value.Null.NULL;
        }
        if (kind == Kind.MODE) {
            return mostFrequent();
        }
        if (!(fraction instanceof Value.Array(List<Value> fractions))) {
            return at(fraction);
        }
        return new Value.Array(fractions.stream().map(this::at).toList());
    }

    private Value mostFrequent() {
        Value best = values.getFirst();
        int most = 0;
        int from = 0;
        for (int i = 1; i <= values.size(); i++) {
            boolean ends =
                    i == values.size() || ValueOrder.compare(values.get(i), values.get(from)) != 0;
            if (ends) {
                if (i - from > most) {
                    most = i - from;
                    best = values.get(from);
                }
                from = i;
            }
        }
        return best;
    }

    private Value at(Value part) {
        if (part.isNull()) {
            return part;
        }
        double share = Args.real(part);
        if (!(share >= 0 && share <= 1)) {
            throw SqlException.of(
                    SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                    "percentile value " + Floats.write(share, 0) + " is not between 0 and 1");
        }
        if (kind == Kind.DISCRETE) {
            int row = (int) Math.ceil(share * values.size());
            return values.get(Math.max(0, row - 1));
        }
        double place = share * (values.size() - 1);
        int row = (int) Math.floor(place);
        Value low = values.get(row);
        return place == row ? low : between(low, values.get(row + 1), place - row);
    }

    private static Value between(Value low, Value high, double share) {
        if (low instanceof CalendarInterval from && high instanceof CalendarInterval to) {
            return IntervalMath.between(from, to, share);
        }
        double from = Args.real(low);
        return new Value.Float8(from + share * (Args.real(high) - from));
    }

    @Override
    public List<Value> state() {
        List<Value> state = new ArrayList<>(values);
        state.addFirst(fraction);
        return state;
    }

    @Override
    public void merge(List<Value> state, Env env) {
        fraction = state.getFirst();
        values.addAll(state.subList(1, state.size()));
        values.sort(ValueOrder::compare);
    }

    @Override
    public long heldBytes() {
        return BYTES_EACH * values.size();
    }
}
