package dev.isochron.sql.routine;

import dev.isochron.sql.expression.AggregateRoutine;
import dev.isochron.sql.expression.Callable;
import dev.isochron.sql.expression.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Functions by name, and operators by their characters.
public final class Routines {

    private final Map<String, List<Callable>> functions;
    private final Map<String, List<Routine>> operators;

    private Routines(Map<String, List<Callable>> functions, Map<String, List<Routine>> operators) {
        this.functions = functions;
        this.operators = operators;
    }

    static Routines of(List<Callable> functions, List<Routine> operators) {
        Map<String, List<Callable>> byName = new TreeMap<>();
        functions.forEach(
                each -> byName.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each));
        Map<String, List<Routine>> bySymbol = new TreeMap<>();
        operators.forEach(
                each -> bySymbol.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each));
        return new Routines(byName, bySymbol);
    }

    /// These and others.
    public Routines plus(Routines others) {
        List<Callable> allFunctions = new ArrayList<>(allFunctions());
        allFunctions.addAll(others.allFunctions());
        List<Routine> allOperators = new ArrayList<>(allOperators());
        allOperators.addAll(others.allOperators());
        return of(allFunctions, allOperators);
    }

    /// Everything of this lower-case name: functions, sets and aggregates.
    public List<Callable> functions(String name) {
        return functions.getOrDefault(name, List.of());
    }

    /// The operators of these characters, prefix ones as well.
    public List<Routine> operators(String symbol) {
        return operators.getOrDefault(symbol, List.of());
    }

    /// Whether the name is that of an aggregate function.
    public boolean isAggregate(String name) {
        return functions(name).stream().anyMatch(AggregateRoutine.class::isInstance);
    }

    /// All functions, by name.
    public List<Callable> allFunctions() {
        return functions.values().stream().flatMap(List::stream).toList();
    }

    /// All operators, by their characters.
    public List<Routine> allOperators() {
        return operators.values().stream().flatMap(List::stream).toList();
    }
}
