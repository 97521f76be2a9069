package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SortTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Gives rows in an order, the first of them alone if a limit is known.
///
/// Equal rows keep the order in which they came.
///
/// @param limit how many rows are wanted at most, the ones left out included; null for all
public record Sort(Operator input, List<SortTerm> terms, @Nullable Expression limit)
        implements Operator {

    public Sort {
        terms = List.copyOf(terms);
    }

    /// A row with its keys, and when it came.
    private static final class Keyed {
        private final Value[] row;
        private final Value[] keys;
        private final long number;

        private Keyed(Value[] row, Value[] keys, long number) {
            this.row = row;
            this.keys = keys;
            this.number = number;
        }
    }

    private int compare(Keyed a, Keyed b) {
        for (int i = 0; i < terms.size(); i++) {
            int order = terms.get(i).compare(a.keys[i], b.keys[i]);
            if (order != 0) {
                return order;
            }
        }
        return Long.compare(a.number, b.number);
    }

    @Override
    public RowSource open(Execution execution) {
        long most = Limit.number(limit, Long.MAX_VALUE, true, execution);
        List<Keyed> sorted;
        try (RowSource rows = execution.open(input)) {
            sorted =
                    most < Integer.MAX_VALUE
                            ? first(rows, (int) most, execution)
                            : all(rows, execution);
        }
        return RowSource.of(sorted.stream().map(keyed -> keyed.row).iterator());
    }

    private List<Keyed> all(RowSource rows, Execution execution) {
        List<Keyed> all = new ArrayList<>();
        for (Value[] row = rows.next(); row != null; row = rows.next()) {
            Keyed keyed = keyed(row, all.size(), execution);
            execution.budget().take(Budget.of(row) + Budget.of(keyed.keys));
            all.add(keyed);
        }
        all.sort(this::compare);
        return all;
    }

    private List<Keyed> first(RowSource rows, int most, Execution execution) {
        PriorityQueue<Keyed> best =
                new PriorityQueue<>(Comparator.comparing((Keyed k) -> k, this::compare).reversed());
        long number = 0;
        for (Value[] row = rows.next(); row != null; row = rows.next()) {
            Keyed keyed = keyed(row, number++, execution);
            if (best.size() < most) {
                execution.budget().take(Budget.of(row) + Budget.of(keyed.keys));
                best.add(keyed);
            } else if (most > 0 && compare(keyed, best.element()) < 0) {
                best.remove();
                best.add(keyed);
            }
        }
        List<Keyed> sorted = new ArrayList<>(best);
        sorted.sort(this::compare);
        return sorted;
    }

    private Keyed keyed(Value[] row, long number, Execution execution) {
        Value[] keys = new Value[terms.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = terms.get(i).key().evaluate(row, execution);
        }
        execution.checkCancelled();
        return new Keyed(row, keys, number);
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return limit == null ? "Sort" : "Top-N Sort";
    }

    @Override
    public List<String> details() {
        return List.of("Sort Key: " + ExpressionText.ofTerms(terms));
    }
}
