package dev.isochron.sql.engine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.run.Execution;
import java.util.List;

/// Parameters of a statement, or of many rows that its one listed row stands for.
///
/// @param values one after the other
/// @param width how many each row has; 0 if they are those of the statement
record GivenValues(List<Value> values, int width) {

    static GivenValues once(List<Value> values) {
        return new GivenValues(values, 0);
    }

    void begin(Execution execution) {
        if (width > 0 && values.size() > width) {
            execution.manyRows(width);
        }
    }
}
