package dev.isochron.bench.harness;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What one server spent in one run.
///
/// @param benchCase as in the rows
/// @param run from 1, in the order in which they were made
/// @param node from 1
/// @param transactions of the whole cluster meanwhile
/// @param amounts those that are known
public record Spending(
        String benchCase,
        Subject subject,
        int run,
        int node,
        double transactions,
        Map<Amount, Double> amounts) {
    public Spending {
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /// What was spent between two readings; memory is that of the later one.
    public static Map<Amount, Double> between(
            Map<Amount, Double> before, Map<Amount, Double> after) {
        Map<Amount, Double> spent = new EnumMap<>(Amount.class);
        after.forEach((amount, value) ->
                spent.put(
                        amount,
                        amount == Amount.RESIDENT
                                ? value
                                : value - before.getOrDefault(amount, 0.0)));
        return spent;
    }
}
