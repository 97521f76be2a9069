package dev.isochron.sql.run;

import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has shards gather the rows of a scan into groups, and puts together what they gathered. Rows of
/// spans in which the transaction has writes of its own are read and gathered here.
///
/// @param keys of the groups, columns all; without any there is one group, also if there is no row
public record ShardAggregate(IndexScan scan, List<Expression> keys, List<AggregateCall> calls)
        implements Operator {

    public ShardAggregate {
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    @Override
    public RowSource open(Execution execution) {
        Groups groups = new Groups(keys, calls, execution);
        Optional<Program> program = Pushing.groups(scan, keys, calls, execution);
        ArrayDeque<Span> todo = new ArrayDeque<>(scan.spans(execution));
        while (!todo.isEmpty()) {
            execution.checkCancelled();
            if (program.isPresent()) {
                gather(todo, program.get(), groups, execution);
            } else {
                read(todo.removeFirst(), groups, execution);
            }
        }
        return groups.results();
    }

    /// Has some shards gather side by side: each once, and what is left comes back to be done.
    private void gather(
            ArrayDeque<Span> todo, Program program, Groups groups, Execution execution) {
        List<Lookup.Range> ranges = new ArrayList<>();
        for (Span span :
                SideBySide.take(todo, Direction.FORWARD, SideBySide.MAX, execution.reader())) {
            ranges.add(new Lookup.Range(span, Direction.FORWARD, Lookup.ALL, Optional.of(program)));
        }
        List<Optional<StoredPage>> pages =
                execution.reader().groups(ranges, scan.lookups().scanLocks());
        for (int i = 0; i < ranges.size(); i++) {
            if (pages.get(i).isPresent()) {
                merge(pages.get(i).get().rows(), program, groups);
            } else {
                read(ranges.get(i).span(), groups, execution);
            }
        }
        for (Optional<StoredPage> page : pages.reversed()) {
            page.flatMap(StoredPage::rest).ifPresent(todo::addFirst);
        }
    }

    private void read(Span span, Groups groups, Execution execution) {
        try (RowSource rows = scan.over(List.of(span), execution)) {
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                execution.checkCancelled();
                groups.add(row);
            }
        }
    }

    private void merge(List<Stored> rows, Program program, Groups groups) {
        if (!(program.output() instanceof Output.Groups(List<Integer> by, var aggregates))) {
            throw new IllegalStateException("a program that does not gather");
        }
        for (Stored stored : rows) {
            Reading reading = new Reading(stored.row());
            Value[] values = new Value[by.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = reading.next(program.inputs().get(by.get(i)).type());
            }
            List<List<Value>> states = new ArrayList<>(aggregates.size());
            for (Output.Aggregate aggregate : aggregates) {
                states.add(state(aggregate, program, reading));
            }
            groups.merge(values, states);
        }
    }

    private static List<Value> state(Output.Aggregate aggregate, Program program, Reading reading) {
        return switch (aggregate.kind()) {
            case COUNT -> List.of(reading.next(ColumnType.Scalar.INT64));
            case INTEGER_SUM -> List.of(reading.next(new ColumnType.AnyNumeric()));
            case NUMERIC_SUM ->
                    List.of(
                            reading.next(ColumnType.Scalar.INT64),
                            reading.next(new ColumnType.AnyNumeric()));
            case LEAST, GREATEST ->
                    List.of(reading.next(program.inputs().get(aggregate.input()).type()));
        };
    }

    /// The columns of an answer, one after the other.
    private static final class Reading {
        private final Row row;
        private int column;

        private Reading(Row row) {
            this.row = row;
        }

        private Value next(ColumnType type) {
            return row.value(Column.nullable(new ColumnId(++column), "part", type));
        }
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        return (keys.isEmpty() ? "Shard Aggregate" : "Shard HashAggregate")
                + " over "
                + scan.title();
    }

    @Override
    public List<String> details() {
        List<String> details = new ArrayList<>();
        if (!keys.isEmpty()) {
            details.add("Group Key: " + ExpressionText.of(keys));
        }
        details.addAll(scan.details());
        return details;
    }
}
