package dev.isochron.sql.session;

import dev.isochron.client.error.AbortedException;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Change;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.Node;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Target;
import dev.isochron.sql.type.SqlType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An engine that knows one table of numbers, `t (a)`, and little else.
///
/// ```
/// SELECT 1, 'x', $1      INSERT INTO t VALUES (1), ($1)      INSERT … RETURNING a
/// SELECT * FROM t        SELECT series(3)                    SELECT pause()
/// ```
///
/// [#abort] lets the next commits, or runs, fail as the cluster would.
public final class ToyEngine implements Engine {
    private final List<Long> stored = new ArrayList<>();
    private int aborts;
    private int runAborts;
    private int losses;
    private int units;
    private int pauses;
    private long schema = 1;

    /// What is stored now.
    public synchronized List<Long> stored() {
        return List.copyOf(stored);
    }

    /// Has the next commits fail.
    public synchronized void abort(int commits) {
        aborts = commits;
    }

    /// Has the next runs of statements fail.
    public synchronized void abortRuns(int runs) {
        runAborts = runs;
    }

    /// Has locks lost before the next runs of statements, which find a key taken for that.
    public synchronized void lose(int runs) {
        losses = runs;
    }

    /// Makes all compiled statements old; `SELECT *` has another column from now on.
    public synchronized void alter() {
        schema++;
    }

    /// Statements that began to pause.
    public synchronized int pauses() {
        return pauses;
    }

    /// Units that were begun or restarted.
    public synchronized int units() {
        return units;
    }

    private record Toy(
            List<SqlType> parameters,
            Optional<List<Column>> columns,
            boolean onlyReads,
            String command,
            Statement statement,
            long schema)
            implements Compiled {
        @Override
        public Optional<Expression> asOf() {
            return Optional.empty();
        }

        @Override
        public String tag(long count) {
            return switch (command) {
                case "INSERT" -> "INSERT 0 " + count;
                default -> command + " " + count;
            };
        }
    }

    @Override
    public synchronized Compiled compile(
            Statement statement, List<SqlType> declared, @Nullable Unit unit, SessionView view) {
        List<SqlType> parameters = new ArrayList<>(declared);
        return switch (statement) {
            case Query query -> {
                List<Column> columns = columns(query, parameters);
                yield new Toy(
                        known(parameters), Optional.of(columns), true, "SELECT", query, schema);
            }
            case Change.Insert insert -> {
                rows(insert).forEach(row -> row.forEach(v -> type(v, parameters)));
                boolean returning = !insert.returning().isEmpty();
                yield new Toy(
                        known(parameters),
                        returning
                                ? Optional.of(List.of(Column.of("a", SqlType.INT4)))
                                : Optional.empty(),
                        false,
                        "INSERT",
                        insert,
                        schema);
            }
            default ->
                    throw SqlException.unsupported(
                            statement.position(), statement.getClass().getSimpleName() + " is");
        };
    }

    private static List<SqlType> known(List<SqlType> parameters) {
        return parameters.stream()
                .map(type -> type.equals(SqlType.UNKNOWN) ? SqlType.INT4 : type)
                .toList();
    }

    private List<Column> columns(Query query, List<SqlType> parameters) {
        if (query.body() instanceof QueryBody.ValuesRows values) {
            return values.rows().getFirst().stream()
                    .map(v -> Column.of("column1", type(v, parameters)))
                    .toList();
        }
        QueryBody.SelectBlock block = (QueryBody.SelectBlock) query.body();
        if (!block.from().isEmpty()) {
            if (!((FromItem.TableReference) block.from().getFirst()).name().text().equals("t")) {
                throw SqlException.at(
                        block.from().getFirst().position(),
                        SqlCode.UNDEFINED_TABLE,
                        "there is only t here");
            }
            Column a = new Column("a", SqlType.INT4, 7, 1);
            return schema == 1 ? List.of(a) : List.of(a, Column.of("b", SqlType.TEXT));
        }
        return block.targets().stream()
                .map(target -> Column.of("?column?", type(target.value(), parameters)))
                .toList();
    }

    private static SqlType type(Expression value, List<SqlType> parameters) {
        return switch (value) {
            case Expression.NumberLiteral _ -> SqlType.INT4;
            case Expression.FunctionCall call -> {
                call.arguments().values().forEach(argument -> type(argument, parameters));
                yield SqlType.INT4;
            }
            case Expression.Parameter(int number, int _) -> {
                while (parameters.size() < number) {
                    parameters.add(SqlType.UNKNOWN);
                }
                SqlType declared = parameters.get(number - 1);
                yield declared.equals(SqlType.UNKNOWN) ? SqlType.INT4 : declared;
            }
            case Expression.Cast(Expression operand, var _, int _) -> type(operand, parameters);
            default -> SqlType.TEXT;
        };
    }

    private static List<List<Expression>> rows(Change.Insert insert) {
        Query source = insert.source();
        if (source != null && source.body() instanceof QueryBody.ValuesRows values) {
            return values.rows();
        }
        throw SqlException.unsupported(insert.position(), "this insert is");
    }

    @Override
    public synchronized boolean isCurrent(Compiled compiled, SessionView view) {
        return ((Toy) compiled).schema() == schema;
    }

    @Override
    public synchronized Unit begin(Opening opening, SessionView view) {
        units++;
        return new ToyUnit(opening.reading());
    }

    private static AbortedException aborted() {
        return new AbortedException(
                new Aborted.VoteMissing(
                        new Span(Key.MIN, Optional.empty()), Duration.ofSeconds(1)));
    }

    private final class ToyUnit implements Unit {
        private final boolean reading;
        private final List<Long> written = new ArrayList<>();

        ToyUnit(boolean reading) {
            this.reading = reading;
        }

        @Override
        public boolean reading() {
            return reading;
        }

        @Override
        public Rows run(Compiled compiled, List<Value> parameters, SessionView view, String text) {
            synchronized (ToyEngine.this) {
                if (runAborts > 0) {
                    runAborts--;
                    throw aborted();
                }
                if (losses > 0) {
                    throw SqlException.of(SqlCode.UNIQUE_VIOLATION, "duplicate key");
                }
            }
            Function<Expression, Value> evaluate = value -> evaluate(value, parameters, view);
            return switch (((Toy) compiled).statement()) {
                case Query query -> new ToyRows(select(query, evaluate));
                case Change.Insert insert -> {
                    List<Value[]> given = given(compiled, insert, parameters, view);
                    given.forEach(row -> written.add(number(row[0], insert)));
                    yield new ToyRows(
                            insert.returning().isEmpty()
                                    ? new Counted(given.size())
                                    : given.iterator());
                }
                default -> throw new IllegalStateException();
            };
        }

        @Override
        public void confirm() {
            synchronized (ToyEngine.this) {
                if (losses > 0) {
                    losses--;
                    throw aborted();
                }
            }
        }

        /// One listed row stands for as many as there are parameters for.
        private List<Value[]> given(
                Compiled compiled, Change.Insert insert, List<Value> parameters, SessionView view) {
            List<Value[]> given = new ArrayList<>();
            int width = compiled.parameters().size();
            int from = 0;
            do {
                List<Value> own =
                        parameters.subList(from, Math.min(from + width, parameters.size()));
                for (List<Expression> row : rows(insert)) {
                    given.add(
                            row.stream()
                                    .map(value -> evaluate(value, own, view))
                                    .toArray(Value[]::new));
                }
                from += width;
            } while (from < parameters.size());
            return given;
        }

        private Iterator<Value[]> select(Query query, Function<Expression, Value> evaluate) {
            if (query.body() instanceof QueryBody.ValuesRows values) {
                return values.rows().stream()
                        .map(row -> row.stream().map(evaluate).toArray(Value[]::new))
                        .iterator();
            }
            QueryBody.SelectBlock block = (QueryBody.SelectBlock) query.body();
            if (!block.from().isEmpty()) {
                List<Long> seen = new ArrayList<>(stored());
                seen.addAll(written);
                return seen.stream()
                        .map(a ->
                                schema == 1
                                        ? new Value[] {Value.of(a)}
                                        : new Value[] {Value.of(a), Value.of("b")})
                        .iterator();
            }
            List<Expression> values = block.targets().stream().map(Target::value).toList();
            if (values.getFirst() instanceof Expression.FunctionCall call
                    && call.name().text().equals("series")) {
                Value last = evaluate.apply(call.arguments().values().getFirst());
                return IntStream.rangeClosed(1, (int) number(last, call))
                        .mapToObj(i -> new Value[] {Value.of(i)})
                        .iterator();
            }
            return List.<Value[]>of(values.stream().map(evaluate).toArray(Value[]::new)).iterator();
        }

        private Value evaluate(Expression value, List<Value> parameters, SessionView view) {
            return switch (value) {
                case Expression.NumberLiteral(String text, int _) ->
                        Value.of(new java.math.BigDecimal(text).longValue());
                case Expression.StringLiteral(String text, int _) -> Value.of(text);
                case Expression.NullLiteral _ -> Value.Null.NULL;
                case Expression.Parameter(int number, int _) -> parameters.get(number - 1);
                case Expression.Cast(Expression operand, var _, int _) ->
                        evaluate(operand, parameters, view);
                case Expression.FunctionCall call -> called(call, view);
                case Expression.Binary binary -> {
                    Value left = evaluate(binary.left(), parameters, view);
                    Value right = evaluate(binary.right(), parameters, view);
                    if (number(right, value) == 0) {
                        throw SqlException.of(SqlCode.DIVISION_BY_ZERO, "division by zero");
                    }
                    yield Value.of(number(left, value) / number(right, value));
                }
                default -> throw SqlException.unsupported(value.position(), "this value is");
            };
        }

        private static long number(Value value, Node where) {
            if (value instanceof Value.Int(long number)) {
                return number;
            }
            throw SqlException.unsupported(where.position(), "anything but a number is");
        }

        private Value called(Expression.FunctionCall call, SessionView view) {
            if (!call.name().text().equals("pause")) {
                throw SqlException.at(
                        call.position(), SqlCode.UNDEFINED_FUNCTION, "there is no such toy");
            }
            Object forEver = new Object();
            synchronized (ToyEngine.this) {
                pauses++;
            }
            synchronized (forEver) {
                while (true) {
                    view.checkCancelled();
                    try {
                        forEver.wait(1000);
                    } catch (InterruptedException e) {
                        view.checkCancelled();
                    }
                }
            }
        }

        @Override
        public Object mark() {
            return written.size();
        }

        @Override
        public void backTo(Object mark) {
            written.subList((Integer) mark, written.size()).clear();
        }

        @Override
        public void forget(Object mark) {}

        @Override
        public String commit() {
            synchronized (ToyEngine.this) {
                if (aborts > 0) {
                    aborts--;
                    throw aborted();
                }
                stored.addAll(written);
                written.clear();
                return "";
            }
        }

        @Override
        public void restart() {
            synchronized (ToyEngine.this) {
                units++;
            }
            written.clear();
        }

        @Override
        public void rollback() {
            written.clear();
        }
    }

    /// No rows, but a count of them.
    private record Counted(int size) implements Iterator<Value[]> {
        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public Value[] next() {
            throw new IllegalStateException();
        }
    }

    private static final class ToyRows implements Rows {
        private final Iterator<Value[]> rows;
        private long count;

        ToyRows(Iterator<Value[]> rows) {
            this.rows = rows;
            this.count = rows instanceof Counted(int size) ? size : 0;
        }

        @Override
        public Value @Nullable [] next() {
            if (!rows.hasNext()) {
                return null;
            }
            count++;
            return rows.next();
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public void close() {}
    }
}
