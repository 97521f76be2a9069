package dev.isochron.protocol.program;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at one row after the other as a program says.
///
/// Parts of a condition are evaluated in their order, and the first that decides ends it; so one
/// without a result matters only if nothing before it decided.
final class Evaluator {

    private final Program program;
    private final KeyShape.Reader keys;
    private final @Nullable Value[] known;
    private Key key = Key.MIN;
    private @Nullable Row row;
    private @Nullable List<Value> fromKey;

    Evaluator(Program program) {
        this.program = program;
        this.keys = program.shape().reader();
        this.known = new @Nullable Value[program.inputs().size()];
    }

    /// Turns to a row; false if it is none of those that count.
    boolean turnTo(Key newKey, byte[] bytes) {
        if (!keys.owns(newKey)) {
            return false;
        }
        key = newKey;
        fromKey = null;
        if (known.length > 0) {
            Arrays.fill(known, null);
            row = Row.parse(bytes);
        }
        return true;
    }

    /// The value of an input.
    Value input(int index) {
        Value value = known[index];
        if (value == null) {
            value = read(program.inputs().get(index));
            known[index] = value;
        }
        return value;
    }

    private Value read(Input input) {
        Row from = row;
        if (from == null) {
            throw new IllegalStateException("no row was turned to");
        }
        int place = from.placeOf(input.column());
        if (place >= 0) {
            return from.valueAt(place, input.type());
        }
        if (input.inKey() < 0) {
            return place == Row.NULL ? Value.Null.NULL : input.whenMissing();
        }
        List<Value> values = fromKey;
        if (values == null) {
            values = keys.values(key);
            fromKey = values;
        }
        return values.get(input.inKey());
    }

    Verdict verdict() {
        return program.condition().isEmpty() ? Verdict.TRUE : verdict(program.condition().get());
    }

    private Verdict verdict(Condition condition) {
        return switch (condition) {
            case Condition.Compare(var relation, Term left, Term right) -> {
                Value a = value(left);
                Value b = value(right);
                if (a == null || b == null) {
                    yield Verdict.NONE;
                }
                yield a.isNull() || b.isNull()
                        ? Verdict.UNKNOWN
                        : Verdict.of(relation.holds(ValueOrder.compare(a, b)));
            }
            case Condition.Missing(Term term) -> {
                Value value = value(term);
                yield value == null ? Verdict.NONE : Verdict.of(value.isNull());
            }
            case Condition.Holds(Term term) -> {
                Value value = value(term);
                yield value == null
                        ? Verdict.NONE
                        : value instanceof Value.Bool(boolean truth)
                                ? Verdict.of(truth)
                                : Verdict.UNKNOWN;
            }
            case Condition.Among(Term term, List<Term.Constant> items) -> among(term, items);
            case Condition.All(List<Condition> parts) -> first(parts, Verdict.FALSE, Verdict.TRUE);
            case Condition.Any(List<Condition> parts) -> first(parts, Verdict.TRUE, Verdict.FALSE);
            case Condition.Not(Condition of) -> verdict(of).negated();
        };
    }

    /// @param otherwise if no part decides, and none is unknown
    private Verdict first(List<Condition> parts, Verdict decides, Verdict otherwise) {
        Verdict all = otherwise;
        for (Condition part : parts) {
            Verdict one = verdict(part);
            if (one == decides || one == Verdict.NONE) {
                return one;
            }
            all = one == Verdict.UNKNOWN ? one : all;
        }
        return all;
    }

    private Verdict among(Term term, List<Term.Constant> items) {
        Value value = value(term);
        if (value == null) {
            return Verdict.NONE;
        }
        if (value.isNull()) {
            return Verdict.UNKNOWN;
        }
        boolean isUnknown = false;
        for (Term.Constant item : items) {
            if (item.value().isNull()) {
                isUnknown = true;
            } else if (ValueOrder.compare(value, item.value()) == 0) {
                return Verdict.TRUE;
            }
        }
        return isUnknown ? Verdict.UNKNOWN : Verdict.FALSE;
    }

    /// Null if there is no result.
    private @Nullable Value value(Term term) {
        return switch (term) {
            case Term.Column(int index) -> input(index);
            case Term.Constant(_, Value value) -> value;
            case Term.Arithmetic(var operator, int bits, Term left, Term right) -> {
                Value a = value(left);
                Value b = value(right);
                if (a == null || b == null) {
                    yield null;
                }
                if (a.isNull() || b.isNull()) {
                    yield Value.Null.NULL;
                }
                yield a instanceof Value.Int(long x) && b instanceof Value.Int(long y)
                        ? result(operator, bits, x, y)
                        : null;
            }
        };
    }

    private static @Nullable Value result(Term.Operator operator, int bits, long x, long y) {
        try {
            long result =
                    switch (operator) {
                        case ADD -> Math.addExact(x, y);
                        case SUBTRACT -> Math.subtractExact(x, y);
                        case MULTIPLY -> Math.multiplyExact(x, y);
                        case DIVIDE -> Math.divideExact(x, y);
                        case REMAINDER -> x % y;
                    };
            int above = Long.SIZE - bits;
            return result << above >> above == result ? new Value.Int(result) : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }
}
