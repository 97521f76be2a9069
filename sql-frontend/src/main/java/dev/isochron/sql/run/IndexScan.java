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
import java.util.Objects;
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

    /// So many pages are wanted before those of other shards are asked for ahead of their turn.
    private static final int TURNS_ALONE = 2;

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

    /// A part of the scan that is under way, all of one shard as far as is known.
    private static final class Part {
        private @Nullable Span rest;
        private final ArrayDeque<Value[]> ready = new ArrayDeque<>();

        private Part(Span rest) {
            this.rest = rest;
        }

        /// Whether there is room for another page of it.
        private boolean hasRoom() {
            return rest != null && ready.size() < PAGE;
        }
    }

    /// Gives the rows of the first part; those behind it are read at the same time, up to a page or
    /// two ahead of their turn, once it has shown that many rows are wanted.
    private final class Scan implements RowSource {
        private final ArrayDeque<Span> todo;
        private final Execution execution;
        private final ArrayDeque<Part> parts = new ArrayDeque<>();
        private final Optional<Program> program;
        private final Direction direction = reverse ? Direction.REVERSE : Direction.FORWARD;
        private int page = firstPage;
        private int turns;

        private Scan(List<Span> spans, Execution execution) {
            this.todo = new ArrayDeque<>(spans);
            this.execution = execution;
            this.program = Pushing.rows(lookups, condition, execution);
        }

        @Override
        public Value @Nullable [] next() {
            while (true) {
                Part first = parts.peekFirst();
                if (first != null && !first.ready.isEmpty()) {
                    return first.ready.removeFirst();
                }
                if (first != null && first.rest == null) {
                    parts.removeFirst();
                } else if (first == null && todo.isEmpty()) {
                    return null;
                } else {
                    turn();
                }
            }
        }

        private void turn() {
            execution.checkCancelled();
            take();
            List<Part> asked = parts.stream().filter(Part::hasRoom).toList();
            List<Lookup.Range> ranges = new ArrayList<>();
            for (Part part : asked) {
                Span rest = Objects.requireNonNull(part.rest);
                ranges.add(new Lookup.Range(rest, direction, page, program));
            }
            List<StoredPage> read = execution.reader().pages(ranges, lookups.scanLocks());
            for (int i = 0; i < asked.size(); i++) {
                Part part = asked.get(i);
                part.rest = read.get(i).rest().orElse(null);
                for (Value[] row : lookups.rows(read.get(i).rows(), execution)) {
                    if (condition == null || condition.holds(row, execution)) {
                        part.ready.add(row);
                    }
                }
            }
            page = Math.min(PAGE, 4 * page);
        }

        /// Decides what is under way. Who wants a few rows is given those of one shard.
        private void take() {
            if (firstPage < FIRST_PAGE || turns++ < TURNS_ALONE) {
                if (parts.isEmpty()) {
                    parts.add(new Part(todo.removeFirst()));
                }
                return;
            }
            if (parts.size() == 1) {
                // Perhaps of several shards, and nothing of it is ready.
                todo.addFirst(Objects.requireNonNull(parts.removeFirst().rest));
            }
            int free = SideBySide.MAX - parts.size();
            for (Span span : SideBySide.take(todo, direction, free, execution.reader())) {
                parts.add(new Part(span));
            }
        }

        @Override
        public void close() {
            todo.clear();
            parts.clear();
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
