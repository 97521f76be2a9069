package dev.isochron.sql.bind;

import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a query with groups may name: the keys, aggregates, and what follows from these.
final class Grouping {

    private final List<Expression> keys;
    private final List<AggregateCall> calls = new ArrayList<>();
    private final Scope scope;
    private final Tables tables;
    private final SortedMap<Integer, Integer> positions;

    /// @param positions where in the statement each column was named first
    Grouping(
            List<Expression> keys,
            Scope scope,
            Tables tables,
            SortedMap<Integer, Integer> positions) {
        this.keys = new ArrayList<>(keys);
        this.scope = scope;
        this.tables = tables;
        this.positions = positions;
    }

    /// The keys, with those that were added because they follow from others.
    List<Expression> keys() {
        return List.copyOf(keys);
    }

    List<AggregateCall> calls() {
        return List.copyOf(calls);
    }

    /// Notes the aggregates of an expression, and the columns that follow from the keys.
    void collect(Expression expression) {
        if (keys.contains(expression)) {
            return;
        }
        switch (expression) {
            case AggregateCall call -> {
                if (!calls.contains(call)) {
                    calls.add(call);
                }
            }
            case ColumnReference column -> {
                if (!follows(column)) {
                    throw refused(column);
                }
                keys.add(column);
            }
            default -> expression.children().forEach(this::collect);
        }
    }

    /// The expression over a row of keys and aggregates.
    Expression over(Expression expression) {
        int key = keys.indexOf(expression);
        if (key >= 0) {
            return new ColumnReference(key, expression.type(), name(expression));
        }
        if (expression instanceof AggregateCall call) {
            return new ColumnReference(
                    keys.size() + calls.indexOf(call), call.type(), call.routine().name());
        }
        return Expressions.mapChildren(expression, this::over);
    }

    private static String name(Expression key) {
        return key instanceof ColumnReference column ? column.name() : "?column?";
    }

    /// Whether the key of the column's table is among the keys.
    private boolean follows(ColumnReference column) {
        for (Relation relation : scope.relations()) {
            for (Relation.Field field : relation.fields()) {
                if (field.value().equals(column) && field.out().table() > 0) {
                    Optional<CatalogTable> table = tables.stored(field.out().table());
                    return table.flatMap(CatalogTable::primary)
                            .filter(key -> isKnown(relation, key))
                            .isPresent();
                }
            }
        }
        return false;
    }

    private boolean isKnown(Relation relation, Constraint.Primary key) {
        return key.columns().stream()
                .allMatch(column ->
                        relation.fields().stream()
                                .filter(field -> field.out().attribute() == column.value())
                                .anyMatch(field -> keys.contains(field.value())));
    }

    private SqlException refused(ColumnReference column) {
        String name = column.name();
        for (Relation relation : scope.relations()) {
            for (Relation.Field field : relation.fields()) {
                if (field.value().equals(column)) {
                    name = relation.name() + "." + field.name();
                }
            }
        }
        return SqlException.at(
                positions.getOrDefault(column.index(), 0),
                SqlCode.GROUPING_ERROR,
                "column \""
                        + name
                        + "\" must appear in the GROUP BY clause or be used in an aggregate"
                        + " function");
    }
}
