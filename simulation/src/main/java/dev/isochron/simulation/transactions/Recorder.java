package dev.isochron.simulation.transactions;

import dev.isochron.simulation.history.Operation;
import dev.isochron.simulation.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Writes a history down, in the order in which it happened. Any thread may call.
public final class Recorder {

    private final LongSupplier nowNanos;
    private final Consumer<Operation> also;
    private final List<Operation> operations = new ArrayList<>();

    /// @param also sees each operation as it is written down
    public Recorder(LongSupplier nowNanos, Consumer<Operation> also) {
        this.nowNanos = nowNanos;
        this.also = also;
    }

    /// Something begins or ends.
    public synchronized void note(
            Operation.Type type, long process, List<Step> steps, OptionalLong commitNanos) {
        Operation operation =
                new Operation(
                        operations.size(), nowNanos.getAsLong(), type, process, steps, commitNanos);
        operations.add(operation);
        also.accept(operation);
    }

    public synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }
}
