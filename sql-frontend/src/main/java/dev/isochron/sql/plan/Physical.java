package dev.isochron.sql.plan;

import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.change.DeleteStep;
import dev.isochron.sql.change.InsertStep;
import dev.isochron.sql.change.UpdateStep;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.run.Append;
import dev.isochron.sql.run.Distinct;
import dev.isochron.sql.run.Filter;
import dev.isochron.sql.run.FunctionScan;
import dev.isochron.sql.run.HashAggregate;
import dev.isochron.sql.run.IndexScan;
import dev.isochron.sql.run.KeyLookup;
import dev.isochron.sql.run.LateralJoin;
import dev.isochron.sql.run.Limit;
import dev.isochron.sql.run.Lookups;
import dev.isochron.sql.run.Operator;
import dev.isochron.sql.run.Project;
import dev.isochron.sql.run.ProjectSet;
import dev.isochron.sql.run.Pushing;
import dev.isochron.sql.run.SetStep;
import dev.isochron.sql.run.ShardAggregate;
import dev.isochron.sql.run.SharedScan;
import dev.isochron.sql.run.Sort;
import dev.isochron.sql.run.ValuesScan;
import dev.isochron.sql.run.VirtualScan;
import dev.isochron.sql.run.WindowStep;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Chooses a step for each part of a query.
///
/// What is wanted of a part are columns of its rows; others may be null.
final class Physical {

    private static final double OF_A_FUNCTION = 100;
    private static final double OF_A_VIEW = 1000;
    private static final double OF_A_ROW = 10;
    private static final double BY_FILTER = 3;

    private final Estimates estimates;

    Physical(Estimates estimates) {
        this.estimates = estimates;
    }

    Planned plan(Logical node, BitSet wanted) {
        return estimates.note(chosen(node, wanted));
    }

    private Planned chosen(Logical node, BitSet wanted) {
        return switch (node) {
            case Logical.Scan scan -> scan(scan, List.of(), wanted);
            case Logical.Listed(var rows, _) -> new Planned(new ValuesScan(rows), rows.size());
            case Logical.Functions(var calls, var widths, boolean numbered) ->
                    new Planned(new FunctionScan(calls, widths, numbered), OF_A_FUNCTION);
            case Logical.Virtual(var table) -> new Planned(new VirtualScan(table), OF_A_VIEW);
            case Logical.Shared(int id, _, String name) ->
                    new Planned(new SharedScan(id, name), OF_A_VIEW);
            case Logical.Filter filter -> filter(filter, wanted);
            case Logical.Project project -> project(project, wanted);
            case Logical.ProjectSet(Logical input, var values) -> {
                Planned below = plan(input, Conditions.columnsOf(values));
                yield new Planned(new ProjectSet(below.step(), values), below.rows() * 10);
            }
            case Logical.Aggregate aggregate -> aggregate(aggregate);
            case Logical.Window window -> window(window, wanted);
            case Logical.Distinct(Logical input, var keys) -> {
                BitSet all = keys.isEmpty() ? allOf(input) : union(wanted, keys);
                Planned below = plan(input, all);
                yield new Planned(new Distinct(below.step(), keys), below.rows());
            }
            case Logical.Sort sort -> sort(sort, wanted, null, null);
            case Logical.Limit limit -> limit(limit, wanted);
            case Logical.Join join -> new Joins(this).plan(join, List.of(), wanted);
            case Logical.Apply apply -> apply(apply, wanted);
            case Logical.SetOperation set -> set(set);
            case Logical.Insert(Logical input, var rules, boolean buffered, var on, var values) ->
                    new Planned(
                            new InsertStep(whole(input).step(), rules, buffered, on, values), 1);
            case Logical.Update(Logical input, var rules, var places, var values) ->
                    new Planned(new UpdateStep(whole(input).step(), rules, places, values), 1);
            case Logical.Delete(Logical input, var rules, var values) ->
                    new Planned(new DeleteStep(whole(input).step(), rules, values), 1);
        };
    }

    private Planned whole(Logical node) {
        return plan(node, allOf(node));
    }

    private static BitSet allOf(Logical node) {
        BitSet all = new BitSet();
        all.set(0, node.width());
        return all;
    }

    private static BitSet union(BitSet wanted, List<? extends Expression> also) {
        BitSet all = Conditions.columnsOf(also);
        all.or(wanted);
        return all;
    }

    private Planned filter(Logical.Filter filter, BitSet wanted) {
        List<Expression> terms = Conditions.terms(filter.condition());
        if (filter.input() instanceof Logical.Scan scan) {
            return scan(scan, terms, wanted);
        }
        if (filter.input() instanceof Logical.Join join && join.kind() == Logical.Kind.INNER) {
            return new Joins(this).plan(join, terms, wanted);
        }
        Planned below = plan(filter.input(), union(wanted, terms));
        return filtered(below, terms);
    }

    static Planned filtered(Planned below, List<Expression> terms) {
        Expression condition = Conditions.all(terms);
        return condition == null
                ? below
                : new Planned(
                        new Filter(below.step(), condition), Math.max(1, below.rows() / BY_FILTER));
    }

    /// The rows of a table that meet some conditions.
    Planned scan(Logical.Scan scan, List<Expression> terms, BitSet wanted) {
        Wanted columns = new Wanted(union(wanted, terms), scan.width());
        Path path = new Paths(scan.table(), 0, columns).best(terms);
        return along(scan, path, false, IndexScan.FIRST_PAGE, columns);
    }

    private Planned along(
            Logical.Scan scan, Path path, boolean reverse, int firstPage, Wanted wanted) {
        scan.table().statistics().ifPresent(_ -> estimates.counted());
        Lookups lookups = new Lookups(scan.table(), path.layout(), wanted, locks(scan, wanted));
        Expression rest = Conditions.all(path.rest());
        Operator step =
                path.isPoint()
                        ? new KeyLookup(lookups, path.sargs(), rest)
                        : new IndexScan(lookups, path.sargs(), reverse, firstPage, rest);
        double rows = new Paths(scan.table(), 0, wanted).filtered(path, BY_FILTER);
        return note(new Planned(step, rows));
    }

    /// Keeps in mind how many rows are expected.
    Planned note(Planned planned) {
        return estimates.note(planned);
    }

    /// How the rows of a table are locked.
    static Locks locks(Logical.Scan scan, Wanted wanted) {
        TableAccess table = scan.table();
        ColumnSet read = table.locked(wanted.places()).union(ColumnSet.EXISTENCE);
        Logical.RowLock lock = scan.lock();
        if (lock == null) {
            return Locks.shared(read);
        }
        LockMode mode = lock.mode();
        LockMode shared = LockMode.shared(read);
        return new Locks(mode == null ? shared : mode.union(shared), lock.patience());
    }

    private Planned project(Logical.Project project, BitSet wanted) {
        List<Expression> values = project.values();
        List<Expression> needed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            boolean isNeeded = wanted.get(i) || !Conditions.isMovable(values.get(i));
            needed.add(isNeeded ? values.get(i) : Constant.ofNull(values.get(i).type()));
        }
        Planned below = plan(project.input(), Conditions.columnsOf(needed));
        return new Planned(projected(below.step(), needed, project.input().width()), below.rows());
    }

    private static Operator projected(Operator below, List<Expression> values, int width) {
        boolean isSame = values.size() == width;
        for (int i = 0; i < values.size() && isSame; i++) {
            isSame = values.get(i) instanceof ColumnReference column && column.index() == i;
        }
        return isSame ? below : new Project(below, values);
    }

    private Planned aggregate(Logical.Aggregate aggregate) {
        List<Expression> all = new ArrayList<>(aggregate.keys());
        all.addAll(aggregate.calls());
        Optional<Planned> edge = edge(aggregate);
        Planned below = edge.orElseGet(() -> plan(aggregate.input(), Conditions.columnsOf(all)));
        double groups = aggregate.keys().isEmpty() ? 1 : Math.max(1, below.rows() / BY_FILTER);
        if (edge.isEmpty() && below.step() instanceof IndexScan scan && gathers(scan, aggregate)) {
            return new Planned(
                    new ShardAggregate(scan, aggregate.keys(), aggregate.calls()), groups);
        }
        return new Planned(
                new HashAggregate(below.step(), aggregate.keys(), aggregate.calls()), groups);
    }

    /// Whether shards can gather the rows of a scan, which then stay where they are.
    private static boolean gathers(IndexScan scan, Logical.Aggregate aggregate) {
        Lookups lookups = scan.lookups();
        return !lookups.fetches()
                && !scan.reverse()
                && lookups.locks().mode().isShared()
                && lookups.locks().patience() == LockWait.WAIT
                && Pushing.canGather(
                        lookups.layout(),
                        Conditions.terms(scan.condition()),
                        aggregate.keys(),
                        aggregate.calls());
    }

    /// The rows, sorted so that partitions come one after another.
    private Planned window(Logical.Window window, BitSet wanted) {
        BitSet columns = union(wanted, window.calls());
        columns.clear(window.input().width(), window.width());
        WindowCall first = window.calls().getFirst();
        List<SortTerm> terms = new ArrayList<>(first.partition());
        terms.addAll(first.order());
        Planned below =
                terms.isEmpty()
                        ? plan(window.input(), columns)
                        : sort(new Logical.Sort(window.input(), terms), columns, null, null);
        return new Planned(new WindowStep(below.step(), window.calls()), below.rows());
    }

    /// The least or greatest value alone is the first of an index.
    private Optional<Planned> edge(Logical.Aggregate aggregate) {
        if (!aggregate.keys().isEmpty() || aggregate.calls().size() != 1) {
            return Optional.empty();
        }
        AggregateCall call = aggregate.calls().getFirst();
        boolean isLeast = call.routine().name().equals("min");
        boolean isGreatest = call.routine().name().equals("max");
        boolean isPlain =
                (isLeast || isGreatest)
                        && call.filter() == null
                        && call.order().isEmpty()
                        && call.arguments().getFirst() instanceof ColumnReference;
        if (!isPlain) {
            return Optional.empty();
        }
        Expression column = call.arguments().getFirst();
        SortTerm term =
                new SortTerm(
                        column,
                        dev.isochron.sql.expression.Ordering.NATURAL,
                        isGreatest,
                        isGreatest);
        Logical present = present(aggregate.input(), column);
        Expression one = new Constant(Value.of(1), dev.isochron.sql.type.SqlType.INT8);
        return ordered(present, List.of(term), Conditions.columnsOf(List.of(column)), one)
                .map(planned -> new Planned(new Limit(planned.step(), one, null), 1));
    }

    /// The rows whose column is not null, the condition where it can be used.
    private static Logical present(Logical input, Expression column) {
        List<Expression> terms = new ArrayList<>();
        Logical below = input;
        if (input instanceof Logical.Filter(Logical rows, Expression condition)) {
            terms.addAll(Conditions.terms(condition));
            below = rows;
        }
        terms.add(new NullTest(column, true));
        Expression all = Conditions.all(terms);
        return all == null ? below : new Logical.Filter(below, all);
    }

    private Planned limit(Logical.Limit limit, BitSet wanted) {
        Expression most = together(limit.count(), limit.offset());
        Planned below;
        if (limit.input() instanceof Logical.Sort sort) {
            below = sort(sort, wanted, most, limit.count());
        } else if (limit.input() instanceof Logical.Project(Logical.Sort sort, var values)) {
            Planned sorted = sort(sort, Conditions.columnsOf(values), most, limit.count());
            below = new Planned(projected(sorted.step(), values, sort.width()), sorted.rows());
        } else {
            below = plan(limit.input(), wanted);
        }
        return new Planned(
                new Limit(below.step(), limit.count(), limit.offset()),
                Math.min(below.rows(), 100));
    }

    /// How many rows are needed to give `count` after `offset`; null if that is not known.
    private static @Nullable Expression together(
            @Nullable Expression count, @Nullable Expression offset) {
        if (offset == null) {
            return count;
        }
        return count instanceof Constant(Value.Int(long most), var type)
                        && offset instanceof Constant(Value.Int(long skipped), _)
                        && most >= 0
                        && skipped >= 0
                        && most + skipped >= 0
                ? new Constant(Value.of(most + skipped), type)
                : null;
    }

    /// @param most how many of the first rows are needed; null for all
    /// @param count whether a limit is there at all
    private Planned sort(
            Logical.Sort sort,
            BitSet wanted,
            @Nullable Expression most,
            @Nullable Expression count) {
        List<Expression> keys = sort.terms().stream().map(SortTerm::key).toList();
        BitSet all = union(wanted, keys);
        Optional<Planned> ordered = ordered(sort.input(), sort.terms(), all, count);
        if (ordered.isPresent()) {
            return ordered.get();
        }
        Planned below = plan(sort.input(), all);
        return new Planned(new Sort(below.step(), sort.terms(), most), below.rows());
    }

    /// The rows in an order, if a layout has it.
    private Optional<Planned> ordered(
            Logical node, List<SortTerm> terms, BitSet wanted, @Nullable Expression count) {
        return switch (node) {
            case Logical.Project(Logical input, List<Expression> values) -> {
                List<SortTerm> below = new ArrayList<>();
                for (SortTerm term : terms) {
                    Expression key = Conditions.replaced(term.key(), values);
                    if (!Conditions.isMovable(key)) {
                        yield Optional.empty();
                    }
                    below.add(term.withKey(key));
                }
                BitSet columns = Conditions.columnsOf(values);
                yield ordered(input, below, columns, count)
                        .map(planned ->
                                new Planned(
                                        projected(planned.step(), values, input.width()),
                                        planned.rows()));
            }
            case Logical.Filter(Logical.Scan scan, Expression condition) ->
                    inOrder(scan, Conditions.terms(condition), terms, wanted, count);
            case Logical.Scan scan -> inOrder(scan, List.of(), terms, wanted, count);
            default -> Optional.empty();
        };
    }

    private Optional<Planned> inOrder(
            Logical.Scan scan,
            List<Expression> conditions,
            List<SortTerm> terms,
            BitSet wanted,
            @Nullable Expression count) {
        Wanted columns = new Wanted(union(wanted, conditions), scan.width());
        Paths paths = new Paths(scan.table(), 0, columns);
        return paths.inOrder(conditions, terms, count != null)
                .map(found -> {
                    int page = firstPage(count, found.path());
                    return along(scan, found.path(), found.reverse(), page, columns);
                });
    }

    private static int firstPage(@Nullable Expression count, Path path) {
        boolean isExact =
                path.rest().stream().allMatch(term -> Pushing.canTest(term, path.layout()));
        if (isExact
                && count instanceof Constant(Value.Int(long most), _)
                && most > 0
                && most < IndexScan.FIRST_PAGE) {
            return (int) most;
        }
        return count == null ? IndexScan.FIRST_PAGE : IndexScan.FIRST_PAGE / 8;
    }

    private Planned apply(Logical.Apply apply, BitSet wanted) {
        List<Expression> needed = new ArrayList<>(apply.arguments());
        needed.addAll(Conditions.terms(apply.condition()));
        BitSet columns = union(wanted, needed);
        columns.clear(apply.left().width(), apply.width());
        Planned below = plan(apply.left(), columns);
        return new Planned(
                new LateralJoin(
                        below.step(),
                        apply.id(),
                        apply.wide(),
                        apply.arguments(),
                        apply.outer(),
                        apply.condition()),
                below.rows() * OF_A_ROW);
    }

    private Planned set(Logical.SetOperation set) {
        Planned left = whole(set.left());
        Planned right = whole(set.right());
        double rows = left.rows() + right.rows();
        Operator step =
                switch (set.kind()) {
                    case UNION -> {
                        Operator both = new Append(List.of(left.step(), right.step()));
                        yield set.all() ? both : new Distinct(both, set.keys());
                    }
                    case INTERSECT, EXCEPT ->
                            new SetStep(
                                    left.step(),
                                    right.step(),
                                    set.keys(),
                                    set.kind() == Logical.Set.INTERSECT,
                                    set.all());
                };
        return new Planned(step, rows);
    }
}
