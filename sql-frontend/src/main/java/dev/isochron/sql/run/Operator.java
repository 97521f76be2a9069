package dev.isochron.sql.run;

import dev.isochron.sql.expression.RowSource;
import java.util.List;

/// A step of a plan.
public interface Operator {

    /// Begins to give rows. Called by [Execution#open] alone, which counts.
    RowSource open(Execution execution);

    /// The steps that it pulls from.
    List<Operator> inputs();

    /// What EXPLAIN calls it, with what it is about.
    String title();

    /// What else EXPLAIN says of it, a line each.
    default List<String> details() {
        return List.of();
    }
}
