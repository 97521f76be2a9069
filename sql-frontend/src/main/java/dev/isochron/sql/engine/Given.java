package dev.isochron.sql.engine;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.run.Host;
import dev.isochron.sql.run.Operator;
import dev.isochron.sql.run.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters of a statement, or of many rows that its one listed row stands for.
///
/// @param values one after the other
/// @param width how many each row has; 0 if they are those of the statement
record Given(List<Value> values, int width) {

    static Given once(List<Value> values) {
        return new Given(values, 0);
    }

    static Given of(Program program, List<Value> values) {
        return new Given(values, program.parameters().size());
    }

    /// Whether others may follow: whoever gives many rows at once tells when it is over.
    boolean isMany() {
        return width > 0 && values.size() > width;
    }

    /// Begins to run a plan with them.
    Execution begin(
            Host host, StoredReader reader, List<Operator> subplans, @Nullable Profile profile) {
        Execution execution = Execution.begin(host, reader, values, subplans, profile);
        if (isMany()) {
            execution.manyRows(width);
        }
        return execution;
    }
}
