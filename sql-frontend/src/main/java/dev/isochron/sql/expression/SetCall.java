package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls a routine that gives rows.
///
/// It has no value of its own: the planner turns it into a scan, or into a step that repeats the
/// row for each row of the set.
///
/// @param type of its only column
public record SetCall(SetRoutine routine, List<Expression> arguments, SqlType type)
        implements Expression {

    public SetCall {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        throw new IllegalStateException(routine.name() + " gives a set, not a value");
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new SetCall(routine, children, type);
    }

    /// The same call, giving one of its columns alone.
    public SetCall column(int place) {
        OutputColumn column = routine.columns().get(place);
        SetRoutine.Rows rows =
                (in, env) -> {
                    RowSource all = routine.body().rows(in, env);
                    return new RowSource() {
                        @Override
                        public Value @Nullable [] next() {
                            Value[] row = all.next();
                            return row == null ? null : new Value[] {row[place]};
                        }

                        @Override
                        public void close() {
                            all.close();
                        }
                    };
                };
        SetRoutine alone =
                new SetRoutine(
                        routine.signature(),
                        List.of(),
                        routine.volatility(),
                        routine.isStrict(),
                        rows);
        return new SetCall(alone, arguments, column.type());
    }

    /// Its rows for this row of the input.
    public RowSource rows(Value[] row, Env env) {
        Value[] in = new Value[arguments.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = arguments.get(i).evaluate(row, env);
            if (in[i].isNull() && routine.isStrict()) {
                return RowSource.EMPTY;
            }
        }
        return routine.body().rows(in, env);
    }

    @Override
    public Volatility ownVolatility() {
        return routine.volatility();
    }
}
