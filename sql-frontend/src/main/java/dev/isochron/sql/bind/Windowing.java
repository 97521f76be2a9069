package dev.isochron.sql.bind;

import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.logical.Logical;
import java.util.ArrayList;
import java.util.List;

/// The calls over windows of one SELECT, those of one window computed together.
final class Windowing {

    private final List<List<WindowCall>> windows = new ArrayList<>();
    private final int width;

    /// @param width of the rows below
    Windowing(int width) {
        this.width = width;
    }

    static boolean hasCall(Expression expression) {
        return Expressions.contains(expression, WindowCall.class::isInstance);
    }

    /// Notes the calls of an expression.
    void collect(Expression expression) {
        Expressions.forEach(
                expression,
                node -> {
                    if (node instanceof WindowCall call) {
                        add(call);
                    }
                });
    }

    private void add(WindowCall call) {
        for (List<WindowCall> window : windows) {
            if (window.getFirst().sharesWindow(call)) {
                if (!window.contains(call)) {
                    window.add(call);
                }
                return;
            }
        }
        windows.add(new ArrayList<>(List.of(call)));
    }

    /// The rows with what the calls give behind their own columns.
    Logical over(Logical rows) {
        Logical plan = rows;
        for (List<WindowCall> calls : windows) {
            plan = new Logical.Window(plan, calls);
        }
        return plan;
    }

    /// The expression over such rows.
    Expression over(Expression expression) {
        if (expression instanceof WindowCall call) {
            List<WindowCall> all = windows.stream().flatMap(List::stream).toList();
            return new ColumnReference(
                    width + all.indexOf(call), call.type(), call.function().name());
        }
        return Expressions.mapChildren(expression, this::over);
    }
}
