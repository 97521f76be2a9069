package dev.isochron.sql.logical;

import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rewrites parts of queries.
public final class Logicals {

    private Logicals() {}

    /// The same part with other rows below.
    public static Logical withInputs(Logical node, List<Logical> inputs) {
        return switch (node) {
            case Logical.Scan _, Logical.Listed _, Logical.Functions _ -> node;
            case Logical.Virtual _, Logical.Shared _ -> node;
            case Logical.Filter filter -> new Logical.Filter(inputs.getFirst(), filter.condition());
            case Logical.Project project ->
                    new Logical.Project(inputs.getFirst(), project.values());
            case Logical.ProjectSet project ->
                    new Logical.ProjectSet(inputs.getFirst(), project.values());
            case Logical.Aggregate aggregate ->
                    new Logical.Aggregate(inputs.getFirst(), aggregate.keys(), aggregate.calls());
            case Logical.Window window -> new Logical.Window(inputs.getFirst(), window.calls());
            case Logical.Distinct distinct ->
                    new Logical.Distinct(inputs.getFirst(), distinct.keys());
            case Logical.Sort sort -> new Logical.Sort(inputs.getFirst(), sort.terms());
            case Logical.Limit limit ->
                    new Logical.Limit(inputs.getFirst(), limit.count(), limit.offset());
            case Logical.Join join ->
                    new Logical.Join(
                            join.kind(), inputs.getFirst(), inputs.getLast(), join.condition());
            case Logical.Apply(_, int id, int wide, var taken, boolean outer, var condition) ->
                    new Logical.Apply(inputs.getFirst(), id, wide, taken, outer, condition);
            case Logical.SetOperation set ->
                    new Logical.SetOperation(
                            set.kind(), set.all(), set.keys(), inputs.getFirst(), inputs.getLast());
            case Logical.Insert(_, var rules, boolean buffered, var conflict, var returning) ->
                    new Logical.Insert(inputs.getFirst(), rules, buffered, conflict, returning);
            case Logical.Update(_, var rules, var places, var returning) ->
                    new Logical.Update(inputs.getFirst(), rules, places, returning);
            case Logical.Delete(_, var rules, var returning) ->
                    new Logical.Delete(inputs.getFirst(), rules, returning);
        };
    }

    /// The same query with every expression in it changed.
    public static Logical map(Logical node, UnaryOperator<Expression> change) {
        List<Logical> inputs = node.inputs().stream().map(input -> map(input, change)).toList();
        return mapOwn(withInputs(node, inputs), change);
    }

    private static Logical mapOwn(Logical node, UnaryOperator<Expression> change) {
        return switch (node) {
            case Logical.Scan _, Logical.Virtual _, Logical.Shared _ -> node;
            case Logical.SetOperation _ -> node;
            case Logical.Listed(List<List<Expression>> rows, int width) ->
                    new Logical.Listed(rows.stream().map(row -> all(row, change)).toList(), width);
            case Logical.Functions(var calls, var widths, boolean numbered) ->
                    new Logical.Functions(all(calls, change), widths, numbered);
            case Logical.Filter(Logical input, Expression condition) ->
                    new Logical.Filter(input, change.apply(condition));
            case Logical.Project(Logical input, var values) ->
                    new Logical.Project(input, all(values, change));
            case Logical.ProjectSet(Logical input, var values) ->
                    new Logical.ProjectSet(input, all(values, change));
            case Logical.Aggregate(Logical input, var keys, var calls) ->
                    new Logical.Aggregate(input, all(keys, change), calls(calls, change));
            case Logical.Window(Logical input, var calls) ->
                    new Logical.Window(input, changed(calls, change));
            case Logical.Distinct(Logical input, var keys) ->
                    new Logical.Distinct(input, all(keys, change));
            case Logical.Sort(Logical input, List<SortTerm> terms) ->
                    new Logical.Sort(
                            input,
                            terms.stream()
                                    .map(term -> term.withKey(change.apply(term.key())))
                                    .toList());
            case Logical.Limit(Logical input, var count, var offset) ->
                    new Logical.Limit(input, maybe(count, change), maybe(offset, change));
            case Logical.Join(var kind, Logical left, Logical right, var condition) ->
                    new Logical.Join(kind, left, right, maybe(condition, change));
            case Logical.Apply(Logical left, int id, int wide, var taken, boolean outer, var on) ->
                    new Logical.Apply(left, id, wide, all(taken, change), outer, maybe(on, change));
            case Logical.Insert(Logical input, var rules, boolean buffered, var on, var values) ->
                    new Logical.Insert(input, rules, buffered, on, all(values, change));
            case Logical.Update(Logical input, var rules, var places, var values) ->
                    new Logical.Update(input, rules, places, all(values, change));
            case Logical.Delete(Logical input, var rules, var values) ->
                    new Logical.Delete(input, rules, all(values, change));
        };
    }

    private static List<Expression> all(List<Expression> from, UnaryOperator<Expression> change) {
        return from.stream().map(change).toList();
    }

    private static List<AggregateCall> calls(
            List<AggregateCall> from, UnaryOperator<Expression> change) {
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : from) {
            List<Expression> children = all(call.children(), change);
            calls.add((AggregateCall) call.withChildren(children));
        }
        return calls;
    }

    private static List<WindowCall> changed(
            List<WindowCall> from, UnaryOperator<Expression> change) {
        List<WindowCall> calls = new ArrayList<>();
        for (WindowCall call : from) {
            calls.add((WindowCall) call.withChildren(all(call.children(), change)));
        }
        return calls;
    }

    private static @Nullable Expression maybe(
            @Nullable Expression from, UnaryOperator<Expression> change) {
        return from == null ? null : change.apply(from);
    }

    /// Shows every expression of a query.
    public static void forEach(Logical node, Consumer<Expression> to) {
        var _ =
                map(
                        node,
                        expression -> {
                            to.accept(expression);
                            return expression;
                        });
    }
}
