package dev.isochron.sql.run;

import dev.isochron.sql.expression.RowSource;
import java.util.List;

/// Gives the rows of a common table, which is computed once for all who read it.
///
/// @param id number of its plan
public record SharedScan(int id, String name) implements Operator {

    @Override
    public RowSource open(Execution execution) {
        return execution.shared(id).read();
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        return "CTE Scan on " + name;
    }
}
