package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SetCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the rows of functions, side by side if there are several.
///
/// @param calls each a [SetCall], or another expression, which gives one row
/// @param widths how many columns each gives
/// @param numbered whether the number of the row follows
public record FunctionScan(List<Expression> calls, List<Integer> widths, boolean numbered)
        implements Operator {

    private static final Value[] NO_ROW = {};

    public FunctionScan {
        calls = List.copyOf(calls);
        widths = List.copyOf(widths);
    }

    @Override
    public RowSource open(Execution execution) {
        List<RowSource> sources = new ArrayList<>();
        for (Expression call : calls) {
            sources.add(
                    call instanceof SetCall set
                            ? set.rows(NO_ROW, execution)
                            : once(call.evaluate(NO_ROW, execution)));
        }
        int width = widths.stream().mapToInt(Integer::intValue).sum() + (numbered ? 1 : 0);
        return new RowSource() {
            private long number;

            @Override
            public Value @Nullable [] next() {
                Value[] row = new Value[width];
                boolean any = false;
                int at = 0;
                for (int i = 0; i < sources.size(); i++) {
                    Value[] part = sources.get(i).next();
                    any |= part != null;
                    for (int column = 0; column < widths.get(i); column++) {
                        row[at++] = part == null ? Value.Null.NULL : part[column];
                    }
                }
                if (numbered) {
                    row[at] = Value.of(++number);
                }
                execution.checkCancelled();
                return any ? row : null;
            }

            @Override
            public void close() {
                sources.forEach(RowSource::close);
            }
        };
    }

    private static RowSource once(Value value) {
        List<Value[]> rows = new ArrayList<>();
        rows.add(new Value[] {value});
        return RowSource.of(rows.iterator());
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        return "Function Scan on " + ExpressionText.of(calls);
    }
}
