package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Expression.Arguments;
import dev.isochron.sql.tree.Expression.FunctionCall;
import dev.isochron.sql.tree.Window;
import java.util.List;

/// Calls as text, in their own words where they have some.
final class CallText {

    private final SqlText text;
    private final ExpressionText expressions;
    private final QueryText queries;

    CallText(SqlText text, ExpressionText expressions, QueryText queries) {
        this.text = text;
        this.expressions = expressions;
        this.queries = queries;
    }

    /// Whether nothing around a call can take it apart.
    static boolean isWhole(FunctionCall call) {
        return switch (call.spelling()) {
            case AT_TIME_ZONE, OVERLAPS, IS_NORMALIZED -> false;
            default -> true;
        };
    }

    /// A call with what follows it.
    void call(FunctionCall call) {
        List<Expression> values = call.arguments().values();
        switch (call.spelling()) {
            case PLAIN -> plain(call);
            case EXTRACT -> worded("EXTRACT(", values, "", " FROM ");
            case POSITION -> worded("POSITION(", values.reversed(), "", " IN ");
            case SUBSTRING -> worded("SUBSTRING(", values, "", " FROM ", " FOR ");
            case SUBSTRING_SIMILAR -> worded("SUBSTRING(", values, "", " SIMILAR ", " ESCAPE ");
            case OVERLAY -> worded("OVERLAY(", values, "", " PLACING ", " FROM ", " FOR ");
            case TRIM -> trim(call);
            case COLLATION_FOR -> worded("COLLATION FOR (", values, "");
            case NORMALIZE -> normalize(values);
            case AT_TIME_ZONE -> {
                expressions.operand(values.get(1));
                text.add(" AT TIME ZONE ");
                expressions.operand(values.get(0));
            }
            case OVERLAPS -> {
                expressions.listed("ROW(", values.subList(0, 2));
                expressions.listed(" OVERLAPS ROW(", values.subList(2, 4));
            }
            case IS_NORMALIZED -> {
                expressions.operand(values.getFirst());
                text.add(" IS");
                form(values, " ");
                text.add(" NORMALIZED");
            }
        }
        after(call);
    }

    private void plain(FunctionCall call) {
        Arguments arguments = call.arguments();
        if (call.name().schema() != null && call.name().text().equals("grouping")) {
            expressions.listed("GROUPING(", arguments.values());
            return;
        }
        text.name(call.name()).add("(");
        text.addIf(arguments.star(), "*");
        text.addIf(arguments.distinct(), "DISTINCT ");
        int last = arguments.values().size() - 1;
        for (int i = 0; i <= last; i++) {
            text.addIf(i > 0, ", ");
            text.addIf(arguments.variadic() && i == last, "VARIADIC ");
            expressions.expression(arguments.values().get(i));
        }
        if (!arguments.withinGroup()) {
            queries.orderBy(arguments.orderBy());
        }
        text.add(")");
    }

    private void worded(String beginning, List<Expression> values, String... words) {
        text.add(beginning);
        for (int i = 0; i < values.size(); i++) {
            text.add(words[i]);
            expressions.operand(values.get(i));
        }
        text.add(")");
    }

    private void trim(FunctionCall call) {
        text.add("TRIM(")
                .add(
                        switch (call.name().text()) {
                            case "ltrim" -> "LEADING";
                            case "rtrim" -> "TRAILING";
                            default -> "BOTH";
                        })
                .add(" FROM ")
                .join(call.arguments().values(), ", ", expressions::expression)
                .add(")");
    }

    private void normalize(List<Expression> values) {
        text.add("NORMALIZE(");
        expressions.expression(values.getFirst());
        form(values, ", ");
        text.add(")");
    }

    private void form(List<Expression> values, String before) {
        if (values.size() > 1 && values.get(1) instanceof Expression.StringLiteral(var form, _)) {
            text.add(before + form);
        }
    }

    private void after(FunctionCall call) {
        if (call.arguments().withinGroup()) {
            text.add(" WITHIN GROUP (");
            queries.orderBy(call.arguments().orderBy());
            text.add(")");
        }
        if (call.filter() != null) {
            text.add(" FILTER (WHERE ");
            expressions.expression(call.filter());
            text.add(")");
        }
        if (call.over() != null) {
            text.add(" OVER ");
            window(call.over());
        }
    }

    /// A window.
    void window(Window window) {
        if (window.byName() && window.base() != null) {
            text.name(window.base());
            return;
        }
        text.add("(");
        if (window.base() != null) {
            text.name(window.base()).add(" ");
        }
        if (!window.partitionBy().isEmpty()) {
            text.add("PARTITION BY ")
                    .join(window.partitionBy(), ", ", expressions::expression)
                    .add(" ");
        }
        queries.orderBy(window.orderBy());
        if (window.frame() != null) {
            frame(window.frame());
        }
        text.add(")");
    }

    private void frame(Window.Frame frame) {
        text.add(" " + frame.unit().name() + " ");
        text.addIf(frame.end() != null, "BETWEEN ");
        bound(frame.start());
        if (frame.end() != null) {
            text.add(" AND ");
            bound(frame.end());
        }
        text.add(
                switch (frame.exclusion()) {
                    case NONE -> "";
                    case CURRENT_ROW -> " EXCLUDE CURRENT ROW";
                    case GROUP -> " EXCLUDE GROUP";
                    case TIES -> " EXCLUDE TIES";
                });
    }

    private void bound(Window.Bound bound) {
        if (bound.offset() != null) {
            expressions.operand(bound.offset());
            text.add(" ");
        }
        text.add(bound.side().name().replace('_', ' '));
    }
}
