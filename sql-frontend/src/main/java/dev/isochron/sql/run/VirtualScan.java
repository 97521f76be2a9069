package dev.isochron.sql.run;

import dev.isochron.sql.expression.RowSource;
import java.util.List;

/// Gives the rows of a table that is computed.
public record VirtualScan(VirtualTable table) implements Operator {

    @Override
    public RowSource open(Execution execution) {
        return table.rows(execution);
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        return "Virtual Scan on " + table.name();
    }
}
