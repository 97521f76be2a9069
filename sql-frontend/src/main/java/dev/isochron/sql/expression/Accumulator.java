package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import java.util.List;

/// What an aggregate function remembers of a group; only one thread has it.
///
/// Groups can be counted in parts, near the data, and merged: what [#state] gives in one place,
/// [#merge] takes in another.
public interface Accumulator {

    /// Takes a row of the group.
    void add(Value[] arguments, Env env);

    /// The result of all rows so far.
    Value result(Env env);

    /// What is remembered, as values that can be sent.
    List<Value> state();

    /// Takes what another accumulator of the same function remembers.
    void merge(List<Value> state, Env env);

    /// About how many bytes are held beyond a constant, for those who bound memory.
    default long heldBytes() {
        return 0;
    }
}
