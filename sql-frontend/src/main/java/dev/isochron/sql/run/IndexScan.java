package dev.isochron.sql.run;

import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.And;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives the rows of a table in the order of a layout, or against it, within some bounds; page by
/// page, over all shards.
///
/// @param reverse against the order
/// @param firstPage how many rows are asked for first; later pages are large
/// @param condition what else a row must meet, or null
public record IndexScan(
        Lookups lookups,
        Sargs sargs,
        boolean reverse,
        int firstPage,
        @Nullable Expression condition)
        implements Operator {

    /// Rows asked for first where nobody says how many are wanted.
    public static final int FIRST_PAGE = 256;

    private static final int PAGE = 1024;
    private static final Value[] NO_ROW = {};

    @Override
    public RowSource open(Execution execution) {
        List<Span> spans = spans(execution);
        return over(reverse ? spans.reversed() : spans, execution);
    }

    /// What is scanned.
    List<Span> spans(Execution execution) {
        return sargs.spans(lookups.layout(), NO_ROW, execution);
    }

    /// The rows of some spans, in the order of the scan.
    RowSource over(List<Span> spans, Execution execution) {
        return new Scan(spans, execution);
    }

    private final class Scan implements RowSource {
        private final ArrayDeque<Span> todo;
        private final Execution execution;
        private final ArrayDeque<Value[]> ready = new ArrayDeque<>();
        private final Optional<Program> program;
        private int page = firstPage;

        private Scan(List<Span> spans, Execution execution) {
            this.todo = new ArrayDeque<>(spans);
            this.execution = execution;
            this.program = Pushing.rows(lookups, condition, execution);
        }

        @Override
        public Value @Nullable [] next() {
            while (ready.isEmpty()) {
                if (todo.isEmpty()) {
                    return null;
                }
                turn();
            }
            return ready.removeFirst();
        }

        private void turn() {
            execution.checkCancelled();
            Span span = todo.removeFirst();
            Direction direction = reverse ? Direction.REVERSE : Direction.FORWARD;
            Lookup.Range range = new Lookup.Range(span, direction, page, program);
            StoredPage read = execution.reader().page(range, lookups.scanLocks());
            Optional<Span> rest = read.rest();
            rest.ifPresent(todo::addFirst);
            page = Math.min(PAGE, 4 * page);
            for (Value[] row : lookups.rows(read.rows(), execution)) {
                if (condition == null || condition.holds(row, execution)) {
                    ready.add(row);
                }
            }
        }

        @Override
        public void close() {
            todo.clear();
            ready.clear();
        }
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        String direction = reverse ? " Backward" : "";
        String table = lookups.table().name();
        boolean isTable = lookups.layout().equals(lookups.table());
        if (isTable) {
            return (sargs.equals(Sargs.ALL) ? "Scan" : "Range Scan") + direction + " on " + table;
        }
        String only = lookups.fetches() ? "" : " Only";
        return "Index"
                + only
                + " Scan"
                + direction
                + " using "
                + lookups.layout().name()
                + " on "
                + table;
    }

    @Override
    public List<String> details() {
        String bounds = sargs.describe(lookups.layout());
        List<Expression> here = new ArrayList<>();
        List<Expression> there = new ArrayList<>();
        if (condition != null) {
            for (Expression term : Expressions.conjuncts(condition)) {
                (Pushing.canTest(term, lookups.layout()) ? there : here).add(term);
            }
        }
        List<String> details = new ArrayList<>();
        if (!bounds.isEmpty()) {
            details.add("Range: " + bounds);
        }
        if (!there.isEmpty()) {
            details.add("Shard Filter: " + ExpressionText.of(all(there)));
        }
        Expression rest = here.isEmpty() ? null : all(here);
        details.addAll(ExpressionText.conditions("", rest, lookups.locks()));
        return details;
    }

    private static Expression all(List<Expression> terms) {
        return terms.size() == 1 ? terms.getFirst() : new And(terms);
    }
}
