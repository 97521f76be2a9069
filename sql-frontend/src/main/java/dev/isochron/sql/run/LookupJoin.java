package dev.isochron.sql.run;

import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Joins each row of the left with the rows of a table that it leads to: many at once, one request
/// to each shard.
///
/// @param sargs over the row of the left
/// @param condition what else a pair must meet, or null
public record LookupJoin(
        JoinKind kind, Operator left, Lookups lookups, Sargs sargs, @Nullable Expression condition)
        implements Operator {

    private static final int FIRST_BATCH = 16;
    private static final int BATCH = 256;

    /// Rows asked for at once for each row of the left.
    private static final int PAGE = 256;

    @Override
    public RowSource open(Execution execution) {
        return new Join(execution.open(left), execution);
    }

    private boolean isPoint() {
        return lookups.layout().equals(lookups.table())
                && sargs.prefix().size() == lookups.table().keyColumns().size();
    }

    private final class Join extends Passing {
        private final RowSource rows;
        private final Execution execution;
        private final ArrayDeque<Value[]> ready = new ArrayDeque<>();
        private int batch = FIRST_BATCH;
        private boolean ended;

        private Join(RowSource rows, Execution execution) {
            super(rows);
            this.rows = rows;
            this.execution = execution;
        }

        @Override
        public Value @Nullable [] next() {
            while (ready.isEmpty()) {
                if (ended) {
                    return null;
                }
                turn();
            }
            return ready.removeFirst();
        }

        private void turn() {
            execution.checkCancelled();
            List<Value[]> outer = new ArrayList<>();
            while (outer.size() < batch) {
                Value[] row = rows.next();
                if (row == null) {
                    ended = true;
                    break;
                }
                outer.add(row);
            }
            batch = Math.min(BATCH, 4 * batch);
            if (isPoint()) {
                byKeys(outer);
            } else {
                bySpans(outer);
            }
        }

        private void byKeys(List<Value[]> outer) {
            List<List<Key>> wanted = new ArrayList<>(outer.size());
            TreeSet<Key> all = new TreeSet<>();
            for (Value[] row : outer) {
                List<Key> own = new ArrayList<>();
                for (List<Value> values : sargs.prefixes(row, execution)) {
                    Key key = KeyLookup.key(lookups.table(), values);
                    if (key != null) {
                        own.add(key);
                    }
                }
                wanted.add(own);
                all.addAll(own);
            }
            SortedMap<Key, Row> found =
                    all.isEmpty()
                            ? new TreeMap<>()
                            : execution.reader().points(all, lookups.locks());
            for (int i = 0; i < outer.size(); i++) {
                List<Value[]> inner = new ArrayList<>();
                for (Key key : wanted.get(i)) {
                    Row row = found.get(key);
                    if (row != null) {
                        inner.add(lookups.table().decode(key, row, lookups.wanted()));
                    }
                }
                join(outer.get(i), inner);
            }
        }

        private void bySpans(List<Value[]> outer) {
            List<List<Span>> wanted = new ArrayList<>(outer.size());
            TreeSet<Span> all = new TreeSet<>();
            for (Value[] row : outer) {
                List<Span> own = sargs.spans(lookups.layout(), row, execution);
                wanted.add(own);
                all.addAll(own);
            }
            SortedMap<Span, StoredPage> found =
                    all.isEmpty()
                            ? new TreeMap<>()
                            : execution.reader().pages(all, PAGE, lookups.scanLocks());
            for (int i = 0; i < outer.size(); i++) {
                List<Stored> stored = new ArrayList<>();
                for (Span span : wanted.get(i)) {
                    StoredPage page = found.get(span);
                    if (page != null) {
                        stored.addAll(page.rows());
                        readOn(page.rest(), stored);
                    }
                }
                join(outer.get(i), lookups.rows(stored, execution));
            }
        }

        private void readOn(Optional<Span> from, List<Stored> to) {
            Optional<Span> rest = from;
            while (rest.isPresent()) {
                execution.checkCancelled();
                StoredPage page =
                        execution
                                .reader()
                                .page(rest.get(), Direction.FORWARD, PAGE, lookups.scanLocks());
                to.addAll(page.rows());
                rest = page.rest();
            }
        }

        private void join(Value[] outer, List<Value[]> inner) {
            boolean found = false;
            for (Value[] row : inner) {
                Value[] pair = Pairs.of(outer, row);
                if (condition == null || condition.holds(pair, execution)) {
                    found = true;
                    if (!kind.givesRight()) {
                        break;
                    }
                    ready.add(pair);
                }
            }
            switch (kind) {
                case INNER, FULL -> {}
                case LEFT -> {
                    if (!found) {
                        ready.add(Pairs.of(outer, Pairs.nulls(lookups.table().width())));
                    }
                }
                case SEMI -> {
                    if (found) {
                        ready.add(outer);
                    }
                }
                case ANTI -> {
                    if (!found) {
                        ready.add(outer);
                    }
                }
            }
        }
    }

    @Override
    public List<Operator> inputs() {
        return List.of(left);
    }

    @Override
    public String title() {
        boolean isTable = lookups.layout().equals(lookups.table());
        String by = isTable ? "" : " using " + lookups.layout().name();
        return "Lookup " + kind.title() + " Join" + by + " on " + lookups.table().name();
    }

    @Override
    public List<String> details() {
        return ExpressionText.conditions(
                "Key: " + sargs.describe(lookups.layout()), condition, lookups.locks());
    }
}
