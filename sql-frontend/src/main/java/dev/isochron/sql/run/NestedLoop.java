package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins by trying all pairs; keeps the right side in memory.
///
/// @param condition what a pair must meet, or null
public record NestedLoop(
        JoinKind kind, Operator left, Operator right, @Nullable Expression condition, Widths widths)
        implements Operator {

    /// How wide the rows of both sides are.
    public record Widths(int left, int right) {}

    @Override
    public RowSource open(Execution execution) {
        List<Value[]> kept = new ArrayList<>();
        try (RowSource rows = execution.open(right)) {
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                execution.checkCancelled();
                execution.budget().take(Budget.of(row));
                kept.add(row);
            }
        }
        return new Loop(execution.open(left), kept, execution);
    }

    private final class Loop extends Passing {
        private final RowSource rows;
        private final List<Value[]> kept;
        private final boolean[] matched;
        private final Execution execution;
        private Value @Nullable [] current;
        private int next;
        private boolean found;
        private boolean leftEnded;

        private Loop(RowSource rows, List<Value[]> kept, Execution execution) {
            super(rows);
            this.rows = rows;
            this.kept = kept;
            this.matched = new boolean[kind == JoinKind.FULL ? kept.size() : 0];
            this.execution = execution;
        }

        @Override
        public Value @Nullable [] next() {
            while (!leftEnded) {
                Value[] row = current;
                if (row != null) {
                    Value[] pair = match(row);
                    if (pair != null) {
                        return pair;
                    }
                }
                current = rows.next();
                leftEnded = current == null;
                next = 0;
                found = false;
            }
            return unmatchedRight();
        }

        private Value @Nullable [] match(Value[] row) {
            while (next < kept.size()) {
                execution.checkCancelled();
                int at = next++;
                Value[] pair = Pairs.of(row, kept.get(at));
                if (condition == null || condition.holds(pair, execution)) {
                    found = true;
                    if (kind == JoinKind.FULL) {
                        matched[at] = true;
                    }
                    if (kind.givesRight()) {
                        return pair;
                    }
                    break;
                }
            }
            current = null;
            return switch (kind) {
                case INNER -> null;
                case LEFT, FULL -> found ? null : Pairs.of(row, Pairs.nulls(widths.right));
                case SEMI -> found ? row : null;
                case ANTI -> found ? null : row;
            };
        }

        private Value @Nullable [] unmatchedRight() {
            if (kind != JoinKind.FULL) {
                return null;
            }
            while (next < kept.size()) {
                int at = next++;
                if (!matched[at]) {
                    return Pairs.of(Pairs.nulls(widths.left), kept.get(at));
                }
            }
            return null;
        }
    }

    @Override
    public List<Operator> inputs() {
        return List.of(left, right);
    }

    @Override
    public String title() {
        return "Nested Loop" + (kind == JoinKind.INNER ? "" : " " + kind.title() + " Join");
    }

    @Override
    public List<String> details() {
        return condition == null
                ? List.of()
                : List.of("Join Filter: " + ExpressionText.of(condition));
    }
}
