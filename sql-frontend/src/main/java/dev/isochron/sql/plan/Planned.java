package dev.isochron.sql.plan;

import dev.isochron.sql.run.Operator;

/// A step, and about how many rows it gives.
record Planned(Operator step, double rows) {
    Planned withRows(double newRows) {
        return new Planned(step, newRows);
    }
}
