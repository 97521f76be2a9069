package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.expression.WindowFunction;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.tree.SortKey;
import dev.isochron.sql.tree.Window;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Binds calls over windows.
final class WindowBinder {

    private static final List<String> AGGREGATES = List.of("count", "sum", "avg", "min", "max");
    private static final List<String> OTHERS =
            List.of("ntile", "percent_rank", "cume_dist", "nth_value");

    private final ExpressionBinder binder;
    private final Resolver resolver;
    private final List<Window.Named> named;

    /// @param named the windows of the WINDOW clause
    WindowBinder(ExpressionBinder binder, Resolver resolver, List<Window.Named> named) {
        this.binder = binder;
        this.resolver = resolver;
        this.named = named;
    }

    /// What a window is, once what it refines is looked up.
    private record Specification(List<SortTerm> partition, List<SortTerm> order) {}

    /// Refuses WINDOW clauses that mean nothing, also where nobody uses them.
    void check() {
        for (int i = 0; i < named.size(); i++) {
            Window.Named one = named.get(i);
            if (find(one.name().text(), i) != null) {
                throw SqlException.at(
                        one.window().position(),
                        SqlCode.WINDOWING_ERROR,
                        "window \"" + one.name().text() + "\" is already defined");
            }
            var _ = specification(one.window(), i);
        }
    }

    /// Refuses a window function that is called like any other.
    static void requireOver(String name, int position) {
        if (kind(name).isPresent() || OTHERS.contains(name)) {
            throw SqlException.at(
                    position,
                    SqlCode.WRONG_OBJECT_TYPE,
                    "window function " + name + " requires an OVER clause");
        }
    }

    private static Optional<WindowFunction.Kind> kind(String name) {
        return Stream.of(WindowFunction.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /// A call with OVER.
    WindowCall call(dev.isochron.sql.tree.Expression.FunctionCall call, Window over) {
        String name = call.name().text();
        Optional<WindowFunction.Kind> own = kind(name);
        boolean isAggregate = resolver.isAggregate(name);
        refuse(call, isAggregate, own.isPresent());
        List<Expression> arguments = binder.in(Clause.WINDOW_ARGUMENTS).bind(filtered(call));
        if (!isAggregate && own.isEmpty()) {
            var _ = ExpressionBinder.at(call.position(), () -> resolver.function(name, arguments));
            throw SqlException.at(
                    call.position(),
                    SqlCode.WRONG_OBJECT_TYPE,
                    "OVER specified, but %s is not a window function nor an aggregate function"
                            .formatted(name));
        }
        Specification window = specification(over, named.size());
        return ExpressionBinder.at(
                call.position(),
                () ->
                        own.isPresent()
                                ? own(own.get(), name, arguments, window)
                                : aggregate(name, arguments, window));
    }

    /// The aggregates here pass over nulls, so what the filter leaves out becomes one.
    private static List<dev.isochron.sql.tree.Expression> filtered(
            dev.isochron.sql.tree.Expression.FunctionCall call) {
        dev.isochron.sql.tree.Expression filter = call.filter();
        if (filter == null) {
            return call.arguments().values();
        }
        int position = call.position();
        List<dev.isochron.sql.tree.Expression> values =
                call.arguments().star()
                        ? List.of(
                                new dev.isochron.sql.tree.Expression.BooleanLiteral(true, position))
                        : call.arguments().values();
        List<dev.isochron.sql.tree.Expression> cases = new ArrayList<>();
        for (dev.isochron.sql.tree.Expression value : values) {
            cases.add(
                    new dev.isochron.sql.tree.Expression.Case(
                            null,
                            List.of(new dev.isochron.sql.tree.Expression.Branch(filter, value)),
                            null,
                            position));
        }
        return cases;
    }

    private static void refuse(
            dev.isochron.sql.tree.Expression.FunctionCall call, boolean aggregate, boolean own) {
        String name = call.name().text();
        int position = call.position();
        if (OTHERS.contains(name) || (aggregate && !AGGREGATES.contains(name))) {
            throw SqlException.unsupported(position, name + " over a window is");
        }
        if (call.arguments().distinct()) {
            throw notImplemented(position, "DISTINCT is not implemented for window functions");
        }
        if (!call.arguments().orderBy().isEmpty()) {
            throw notImplemented(
                    position, "aggregate ORDER BY is not implemented for window functions");
        }
        if (call.filter() != null && own) {
            throw notImplemented(
                    position, "FILTER is not implemented for non-aggregate window functions");
        }
        if (call.arguments().variadic()) {
            throw SqlException.unsupported(position, "VARIADIC with OVER is");
        }
    }

    private static SqlException notImplemented(int position, String message) {
        return SqlException.at(position, SqlCode.FEATURE_NOT_SUPPORTED, message);
    }

    private WindowCall aggregate(String name, List<Expression> arguments, Specification window) {
        AggregateCall call = resolver.aggregate(name, arguments, false, null, List.of());
        return new WindowCall(
                new WindowFunction.OfAggregate(call.routine()),
                call.arguments(),
                window.partition,
                window.order,
                call.type());
    }

    private WindowCall own(
            WindowFunction.Kind kind,
            String name,
            List<Expression> arguments,
            Specification window) {
        List<Expression> typed =
                switch (kind) {
                    case ROW_NUMBER, RANK, DENSE_RANK -> counted(name, arguments, 0, 0);
                    case FIRST_VALUE, LAST_VALUE -> counted(name, arguments, 1, 1);
                    case LAG, LEAD -> shift(name, counted(name, arguments, 1, 3));
                };
        SqlType type = typed.isEmpty() ? SqlType.INT8 : typed.getFirst().type();
        return new WindowCall(
                new WindowFunction.Own(kind), typed, window.partition, window.order, type);
    }

    private List<Expression> counted(String name, List<Expression> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw resolver.noFunction(name, arguments);
        }
        List<Expression> typed = new ArrayList<>(arguments);
        if (!typed.isEmpty()) {
            typed.set(0, resolver.known(typed.getFirst()));
        }
        return typed;
    }

    private List<Expression> shift(String name, List<Expression> arguments) {
        List<Expression> typed = new ArrayList<>(arguments);
        if (typed.size() > 1) {
            Expression offset = typed.get(1);
            boolean fits =
                    switch (offset.type().id()) {
                        case INT2, INT4, UNKNOWN -> !offset.type().isArray();
                        default -> false;
                    };
            if (!fits) {
                throw resolver.noFunction(name, arguments);
            }
            typed.set(1, resolver.cast(offset, SqlType.of(TypeId.INT4)));
        }
        if (typed.size() > 2) {
            List<Expression> ends = List.of(typed.getFirst(), typed.getLast());
            SqlType type = resolver.commonType(name, ends);
            typed.set(0, resolver.toCommon(ends.getFirst(), type, name));
            typed.set(2, resolver.toCommon(ends.getLast(), type, name));
        }
        return typed;
    }

    /// @param visible how many named windows it may refer to
    private Specification specification(Window window, int visible) {
        requireDefault(window.frame(), window.position());
        Specification base = base(window, visible);
        if (window.byName()) {
            return base;
        }
        String name = window.base() == null ? "" : window.base().text();
        if (!window.partitionBy().isEmpty() && window.base() != null) {
            throw overridden(window, "PARTITION BY", name);
        }
        if (!window.orderBy().isEmpty() && !base.order.isEmpty()) {
            throw overridden(window, "ORDER BY", name);
        }
        List<SortTerm> partition = new ArrayList<>(base.partition);
        for (dev.isochron.sql.tree.Expression key : window.partitionBy()) {
            partition.add(term(key, false, false));
        }
        List<SortTerm> order = new ArrayList<>(base.order);
        for (SortKey key : window.orderBy()) {
            order.add(term(key.value(), SelectBinder.descends(key), SelectBinder.nullsFirst(key)));
        }
        return new Specification(partition, order);
    }

    private Specification base(Window window, int visible) {
        if (window.base() == null) {
            return new Specification(List.of(), List.of());
        }
        String name = window.base().text();
        Window.Named found = find(name, visible);
        if (found == null) {
            throw SqlException.at(
                    window.position(),
                    SqlCode.UNDEFINED_OBJECT,
                    "window \"" + name + "\" does not exist");
        }
        if (found.window().frame() != null && !window.byName()) {
            throw SqlException.at(
                    window.position(),
                    SqlCode.WINDOWING_ERROR,
                    "cannot copy window \"" + name + "\" because it has a frame clause");
        }
        return specification(found.window(), named.indexOf(found));
    }

    private Window.@Nullable Named find(String name, int visible) {
        for (Window.Named one : named.subList(0, visible)) {
            if (one.name().text().equals(name)) {
                return one;
            }
        }
        return null;
    }

    private static void requireDefault(Window.@Nullable Frame frame, int position) {
        boolean isDefault =
                frame == null
                        || (frame.unit() == Window.Unit.RANGE
                                && frame.start().side() == Window.Side.UNBOUNDED_PRECEDING
                                && (frame.end() == null
                                        || frame.end().side() == Window.Side.CURRENT_ROW)
                                && frame.exclusion() == Window.Exclusion.NONE);
        if (!isDefault) {
            throw SqlException.unsupported(position, "window frames other than the default are");
        }
    }

    private static SqlException overridden(Window window, String clause, String name) {
        return SqlException.at(
                window.position(),
                SqlCode.WINDOWING_ERROR,
                "cannot override " + clause + " clause of window \"" + name + "\"");
    }

    private SortTerm term(
            dev.isochron.sql.tree.Expression key, boolean descending, boolean nullsFirst) {
        Expression value = resolver.known(binder.in(Clause.WINDOW).bind(key));
        return new SortTerm(
                value,
                ExpressionBinder.at(key.position(), () -> Resolver.ordering(value.type())),
                descending,
                nullsFirst);
    }
}
