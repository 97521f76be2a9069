package dev.isochron.sql.plan;

import dev.isochron.sql.run.Operator;
import java.util.List;

/// How a query is answered.
///
/// @param root gives its rows
/// @param subplans of its subqueries and common tables, by their numbers
/// @param estimates how many rows were expected
public record Plan(Operator root, List<Operator> subplans, Estimates estimates) {
    public Plan {
        subplans = List.copyOf(subplans);
    }
}
