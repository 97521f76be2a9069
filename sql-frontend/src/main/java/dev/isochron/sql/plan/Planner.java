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
        Estimates estimates = new Estimates();
        for (Logical subplan : subplans) {
            steps.add(step(subplan, subplans, estimates));
        }
        Operator root = step(query, subplans, estimates);
        List<Operator> roots = new ArrayList<>(steps);
        roots.add(root);
        return new Plan(root, steps, estimates.of(roots));
    }

    private static Operator step(Logical query, List<Logical> subplans, Estimates estimates) {
        Logical joined = new Decorrelation(subplans).rewrite(query);
        Logical pushed = Pushdown.rewrite(joined);
        BitSet all = new BitSet();
        all.set(0, query.width());
        return new Physical(estimates).plan(pushed, all).step();
    }
}
