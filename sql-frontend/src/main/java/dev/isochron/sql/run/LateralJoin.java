package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a query for each row of the left, and gives the row beside each of its rows.
///
/// @param id the number of the query's subplan
/// @param width how many columns the query gives
/// @param arguments what the query takes from the row
/// @param outer whether a row without a partner is given, too
/// @param condition what a pair must meet, or null
public record LateralJoin(
        Operator left,
        int id,
        int width,
        List<Expression> arguments,
        boolean outer,
        @Nullable Expression condition)
        implements Operator {

    public LateralJoin {
        arguments = List.copyOf(arguments);
    }

    @Override
    public RowSource open(Execution execution) {
        return new Pairing(execution.open(left), execution);
    }

    private final class Pairing extends Passing {
        private final RowSource rows;
        private final Execution execution;
        private Value @Nullable [] current;
        private @Nullable RowSource partners;
        private boolean found;

        private Pairing(RowSource rows, Execution execution) {
            super(rows);
            this.rows = rows;
            this.execution = execution;
        }

        @Override
        public Value @Nullable [] next() {
            while (true) {
                Value[] row = current;
                RowSource open = partners;
                if (row == null || open == null) {
                    row = rows.next();
                    if (row == null) {
                        return null;
                    }
                    begin(row);
                    continue;
                }
                Value[] pair = match(row, open);
                if (pair != null) {
                    return pair;
                }
            }
        }

        private void begin(Value[] row) {
            Value[] taken = new Value[arguments.size()];
            for (int i = 0; i < taken.length; i++) {
                taken[i] = arguments.get(i).evaluate(row, execution);
            }
            current = row;
            partners = execution.subquery(id, taken);
            found = false;
        }

        private Value @Nullable [] match(Value[] row, RowSource open) {
            for (Value[] other = open.next(); other != null; other = open.next()) {
                execution.checkCancelled();
                Value[] pair = Pairs.of(row, other);
                if (condition == null || condition.holds(pair, execution)) {
                    found = true;
                    return pair;
                }
            }
            end();
            return outer && !found ? Pairs.of(row, Pairs.nulls(width)) : null;
        }

        private void end() {
            RowSource open = partners;
            partners = null;
            current = null;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void close() {
            end();
            super.close();
        }
    }

    @Override
    public List<Operator> inputs() {
        return List.of(left);
    }

    @Override
    public String title() {
        return "Lateral" + (outer ? " Left" : "") + " Join with SubPlan " + id;
    }

    @Override
    public List<String> details() {
        return condition == null
                ? List.of()
                : List.of("Join Filter: " + ExpressionText.of(condition));
    }
}
