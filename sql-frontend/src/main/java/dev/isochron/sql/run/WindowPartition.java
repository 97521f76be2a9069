package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.AggregateRoutine;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.expression.WindowFunction;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// Computes calls over one partition.
///
/// The frame of a row goes from the first row of its partition to its last peer.
final class WindowPartition {

    private final List<Value[]> rows;
    private final List<WindowCall> calls;
    private final Execution execution;

    /// Of each row, the place of its first peer.
    private final int[] firsts;

    /// Of each row, the place after its last peer.
    private final int[] ends;

    /// Of each row, how many groups of peers are before it.
    private final int[] groups;

    /// @param rows in the order of the window
    WindowPartition(List<Value[]> rows, List<WindowCall> calls, Execution execution) {
        this.rows = rows;
        this.calls = calls;
        this.execution = execution;
        this.firsts = new int[rows.size()];
        this.ends = new int[rows.size()];
        this.groups = new int[rows.size()];
        findPeers();
    }

    private void findPeers() {
        for (int at = 1; at < rows.size(); at++) {
            boolean isPeer = arePeers(rows.get(at - 1), rows.get(at));
            firsts[at] = isPeer ? firsts[at - 1] : at;
            groups[at] = isPeer ? groups[at - 1] : groups[at - 1] + 1;
        }
        for (int at = rows.size() - 1; at >= 0; at--) {
            boolean isLast = at == rows.size() - 1 || groups[at] != groups[at + 1];
            ends[at] = isLast ? at + 1 : ends[at + 1];
        }
    }

    private boolean arePeers(Value[] a, Value[] b) {
        for (SortTerm term : calls.getFirst().order()) {
            Value left = term.key().evaluate(a, execution);
            if (term.compare(left, term.key().evaluate(b, execution)) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The rows, each with the values of the calls behind its own.
    Iterator<Value[]> rows() {
        Value[][] computed = new Value[calls.size()][];
        for (int i = 0; i < computed.length; i++) {
            computed[i] = values(calls.get(i));
        }
        Value[][] all = new Value[rows.size()][];
        for (int at = 0; at < all.length; at++) {
            Value[] own = rows.get(at);
            all[at] = Arrays.copyOf(own, own.length + computed.length);
            for (int i = 0; i < computed.length; i++) {
                all[at][own.length + i] = computed[i][at];
            }
        }
        return Arrays.asList(all).iterator();
    }

    private Value[] values(WindowCall call) {
        return switch (call.function()) {
            case WindowFunction.OfAggregate(AggregateRoutine routine) -> running(call, routine);
            case WindowFunction.Own(WindowFunction.Kind kind) -> {
                Value[] values = new Value[rows.size()];
                for (int at = 0; at < values.length; at++) {
                    execution.checkCancelled();
                    values[at] = value(call, kind, at);
                }
                yield values;
            }
        };
    }

    private Value value(WindowCall call, WindowFunction.Kind kind, int at) {
        return switch (kind) {
            case ROW_NUMBER -> Value.of(at + 1L);
            case RANK -> Value.of(firsts[at] + 1L);
            case DENSE_RANK -> Value.of(groups[at] + 1L);
            case LAG -> shifted(call, at, -1);
            case LEAD -> shifted(call, at, 1);
            case FIRST_VALUE -> argument(call, 0, 0);
            case LAST_VALUE -> argument(call, 0, ends[at] - 1);
        };
    }

    private Value argument(WindowCall call, int index, int at) {
        return call.arguments().get(index).evaluate(rows.get(at), execution);
    }

    private Value shifted(WindowCall call, int at, int direction) {
        int count = call.arguments().size();
        long offset = 1;
        if (count > 1) {
            if (!(argument(call, 1, at) instanceof Value.Int(long written))) {
                return Value.Null.NULL;
            }
            offset = written;
        }
        long target = at + direction * offset;
        if (target >= 0 && target < rows.size()) {
            return argument(call, 0, (int) target);
        }
        return count > 2 ? argument(call, 2, at) : Value.Null.NULL;
    }

    private Value[] running(WindowCall call, AggregateRoutine routine) {
        Accumulator accumulator =
                routine.start().begin(call.arguments().stream().map(Expression::type).toList());
        Value[] values = new Value[rows.size()];
        for (int first = 0; first < values.length; first = ends[first]) {
            for (int at = first; at < ends[first]; at++) {
                execution.checkCancelled();
                add(call, routine, accumulator, rows.get(at));
            }
            Arrays.fill(values, first, ends[first], accumulator.result(execution));
        }
        return values;
    }

    private void add(
            WindowCall call, AggregateRoutine routine, Accumulator accumulator, Value[] row) {
        Value[] in = new Value[call.arguments().size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = call.arguments().get(i).evaluate(row, execution);
            if (in[i].isNull() && routine.isStrict()) {
                return;
            }
        }
        accumulator.add(in, execution);
    }
}
