package dev.isochron.sql.run;

import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.And;
import dev.isochron.sql.expression.AnyElement;
import dev.isochron.sql.expression.ArrayOf;
import dev.isochron.sql.expression.ArraySubquery;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.Case;
import dev.isochron.sql.expression.Coalesce;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Convert;
import dev.isochron.sql.expression.DistinctTest;
import dev.isochron.sql.expression.ExistsSubquery;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Extreme;
import dev.isochron.sql.expression.InList;
import dev.isochron.sql.expression.Not;
import dev.isochron.sql.expression.NullIf;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.expression.Or;
import dev.isochron.sql.expression.OuterValue;
import dev.isochron.sql.expression.Parameter;
import dev.isochron.sql.expression.QuantifiedSubquery;
import dev.isochron.sql.expression.RowComparison;
import dev.isochron.sql.expression.ScalarSubquery;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.Slice;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.Subscript;
import dev.isochron.sql.expression.TruthTest;
import dev.isochron.sql.expression.WindowCall;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Expressions as EXPLAIN writes them.
public final class ExpressionText {

    private ExpressionText() {}

    /// Several, with commas.
    public static String of(List<? extends Expression> expressions) {
        return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    /// The keys of an order.
    static String ofTerms(List<SortTerm> terms) {
        List<String> texts = new ArrayList<>();
        for (SortTerm term : terms) {
            String direction = term.descending() ? " DESC" : "";
            boolean usual = term.nullsFirst() == term.descending();
            String nulls = usual ? "" : term.nullsFirst() ? " NULLS FIRST" : " NULLS LAST";
            texts.add(of(term.key()) + direction + nulls);
        }
        return String.join(", ", texts);
    }

    /// What a step that reads says of itself.
    static List<String> conditions(String bounds, @Nullable Expression condition, Locks locks) {
        List<String> details = new ArrayList<>();
        if (!bounds.isEmpty()) {
            details.add(bounds);
        }
        if (condition != null) {
            details.add("Filter: " + of(condition));
        }
        if (!locks.mode().isShared()) {
            details.add("Lock: " + locks.mode());
        }
        return details;
    }

    /// One.
    public static String of(Expression expression) {
        return switch (expression) {
            case Constant(Value value, SqlType type) -> constant(value, type);
            case ColumnReference column -> column.name();
            case OuterValue outer -> outer.name();
            case Parameter parameter -> "$" + (parameter.index() + 1);
            case Call call -> call(call);
            case Convert convert -> of(convert.operand()) + "::" + convert.type();
            case SetCall set -> set.routine().name() + "(" + of(set.arguments()) + ")";
            case AggregateCall call -> aggregate(call);
            case WindowCall call -> window(call);
            case And(List<Expression> terms) -> joined(terms, " AND ");
            case Or(List<Expression> terms) -> joined(terms, " OR ");
            case Not(Expression operand) -> "NOT " + of(operand);
            case NullTest(Expression operand, boolean negated) ->
                    "(" + of(operand) + (negated ? " IS NOT NULL)" : " IS NULL)");
            case TruthTest test -> "(" + of(test.children()) + " IS TRUTH)";
            case DistinctTest test ->
                    binary(
                            of(test.left()),
                            test.negated() ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM",
                            of(test.right()));
            case InList in ->
                    binary(
                            of(in.operand()),
                            in.negated() ? "NOT IN" : "IN",
                            "(" + of(in.items()) + ")");
            case AnyElement any ->
                    binary(
                            of(any.operand()),
                            any.operator().name() + (any.all() ? " ALL" : " ANY"),
                            "(" + of(any.array()) + ")");
            case RowComparison row ->
                    binary(
                            "(" + of(row.left()) + ")",
                            row.comparison().operator(),
                            "(" + of(row.right()) + ")");
            case ArrayOf array -> "ARRAY[" + of(array.elements()) + "]";
            case Subscript _, Slice _ -> "subscript(" + of(expression.children()) + ")";
            case Case _ -> "CASE(" + of(expression.children()) + ")";
            case Coalesce coalesce -> "COALESCE(" + of(coalesce.operands()) + ")";
            case Extreme extreme ->
                    (extreme.greatest() ? "GREATEST(" : "LEAST(") + of(extreme.operands()) + ")";
            case NullIf nullIf -> "NULLIF(" + of(nullIf.first()) + ", " + of(nullIf.second()) + ")";
            case ScalarSubquery it -> "(SubPlan " + it.id() + ")";
            case ExistsSubquery it -> "EXISTS(SubPlan " + it.id() + ")";
            case ArraySubquery it -> "ARRAY(SubPlan " + it.id() + ")";
            case QuantifiedSubquery it ->
                    binary(of(it.left()), it.all() ? "ALL" : "ANY", "(SubPlan " + it.id() + ")");
        };
    }

    private static String binary(String left, String operator, String right) {
        return "(" + left + " " + operator + " " + right + ")";
    }

    private static String constant(Value value, SqlType type) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Int(long number) -> Long.toString(number);
            case Value.Bool(boolean truth) -> Boolean.toString(truth);
            case Value.Text(String text) -> "'" + text.replace("'", "''") + "'";
            case Numeric.Finite(var number) -> number.toPlainString();
            case Value.Float8(double number) -> Double.toString(number);
            default ->
                    "'"
                            + TextFormat.write(value, type, FormatSettings.DEFAULT)
                                    .replace("'", "''")
                            + "'::"
                            + type.displayName();
        };
    }

    private static String joined(List<Expression> terms, String word) {
        return terms.stream().map(ExpressionText::of).collect(Collectors.joining(word, "(", ")"));
    }

    private static String aggregate(AggregateCall call) {
        String arguments = call.arguments().isEmpty() ? "*" : of(call.arguments());
        return call.routine().name()
                + "("
                + (call.isDistinct() ? "DISTINCT " : "")
                + arguments
                + ")";
    }

    private static String window(WindowCall call) {
        String partition =
                call.partition().isEmpty() ? "" : "PARTITION BY " + ofTerms(call.partition());
        String order = call.order().isEmpty() ? "" : "ORDER BY " + ofTerms(call.order());
        String between = partition.isEmpty() || order.isEmpty() ? "" : " ";
        return "%s(%s) OVER (%s)"
                .formatted(
                        call.function().name(), of(call.arguments()), partition + between + order);
    }

    private static String call(Call call) {
        String name = call.routine().name();
        boolean isOperator = !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
        if (isOperator && call.arguments().size() == 2) {
            return "("
                    + of(call.arguments().getFirst())
                    + " "
                    + name
                    + " "
                    + of(call.arguments().getLast())
                    + ")";
        }
        if (isOperator) {
            return "(" + name + of(call.arguments()) + ")";
        }
        return name + "(" + of(call.arguments()) + ")";
    }
}
