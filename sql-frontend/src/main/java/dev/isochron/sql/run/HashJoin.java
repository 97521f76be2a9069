package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joins by keys that must be equal: keeps the right side in memory, and looks each row of the left
/// up in it.
///
/// @param condition what else a pair must meet, or null
public record HashJoin(JoinKind kind, Side left, Side right, @Nullable Expression condition)
        implements Operator {

    /// One side of the join.
    ///
    /// @param keys what must be equal, in the order of the other's
    /// @param width of its rows
    public record Side(Operator input, List<Expression> keys, int width) {
        public Side {
            keys = List.copyOf(keys);
        }
    }

    /// A row of the right side.
    private static final class Kept {
        private final Value[] row;
        private boolean matched;

        private Kept(Value[] row) {
            this.row = row;
        }
    }

    @Override
    public RowSource open(Execution execution) {
        Map<HashKey, List<Kept>> table = new LinkedHashMap<>();
        List<Kept> all = new ArrayList<>();
        try (RowSource rows = execution.open(right.input)) {
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                execution.checkCancelled();
                HashKey key = HashKey.of(right.keys, row, execution);
                Kept kept = new Kept(row);
                if (!key.hasNull()) {
                    execution.budget().take(Budget.of(row) + 64);
                    table.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(kept);
                }
                if (kind == JoinKind.FULL) {
                    all.add(kept);
                }
            }
        }
        RowSource rows = execution.open(left.input);
        return new Probe(rows, table, all, execution);
    }

    private final class Probe extends Passing {
        private final RowSource rows;
        private final Map<HashKey, List<Kept>> table;
        private final Iterator<Kept> rest;
        private final Execution execution;
        private Value @Nullable [] current;
        private Iterator<Kept> matches = Collections.emptyIterator();
        private boolean found;
        private boolean leftEnded;

        private Probe(
                RowSource rows,
                Map<HashKey, List<Kept>> table,
                List<Kept> all,
                Execution execution) {
            super(rows);
            this.rows = rows;
            this.table = table;
            this.rest = all.iterator();
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
                Value[] following = rows.next();
                current = following;
                if (following == null) {
                    leftEnded = true;
                } else {
                    execution.checkCancelled();
                    HashKey key = HashKey.of(left.keys, following, execution);
                    matches = table.getOrDefault(key, List.of()).iterator();
                    found = false;
                }
            }
            return unmatchedRight();
        }

        private Value @Nullable [] match(Value[] row) {
            while (matches.hasNext()) {
                Kept kept = matches.next();
                Value[] pair = Pairs.of(row, kept.row);
                if (condition == null || condition.holds(pair, execution)) {
                    found = true;
                    kept.matched = true;
                    if (kind.givesRight()) {
                        return pair;
                    }
                    break;
                }
            }
            current = null;
            return switch (kind) {
                case INNER -> null;
                case LEFT, FULL -> found ? null : Pairs.of(row, Pairs.nulls(right.width));
                case SEMI -> found ? row : null;
                case ANTI -> found ? null : row;
            };
        }

        private Value @Nullable [] unmatchedRight() {
            while (rest.hasNext()) {
                Kept kept = rest.next();
                if (!kept.matched) {
                    return Pairs.of(Pairs.nulls(left.width), kept.row);
                }
            }
            return null;
        }
    }

    @Override
    public List<Operator> inputs() {
        return List.of(left.input, right.input);
    }

    @Override
    public String title() {
        return "Hash " + kind.title() + " Join";
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        details.add(
                "Hash Cond: "
                        + ExpressionText.of(left.keys)
                        + " = "
                        + ExpressionText.of(right.keys));
        if (condition != null) {
            details.add("Join Filter: " + ExpressionText.of(condition));
        }
        return details;
    }
}
