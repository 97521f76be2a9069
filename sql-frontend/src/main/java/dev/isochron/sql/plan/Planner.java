package dev.isochron.sql.plan;

import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.run.Operator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Plans statements.
public final class Planner {

    private Planner() {}

    /// Plans a query and its subqueries.
    ///
    /// @param subplans the queries that its expressions and common tables name by their numbers
    public static Plan plan(Logical query, List<Logical> subplans) {
        List<Operator> steps = new ArrayList<>();
        for (Logical subplan : subplans) {
            steps.add(step(subplan, subplans));
        }
        return new Plan(step(query, subplans), steps);
    }

    private static Operator step(Logical query, List<Logical> subplans) {
        Logical joined = new Decorrelation(subplans).rewrite(query);
        Logical pushed = Pushdown.rewrite(joined);
        BitSet all = new BitSet();
        all.set(0, query.width());
        return new Physical().plan(pushed, all).step();
    }
}
