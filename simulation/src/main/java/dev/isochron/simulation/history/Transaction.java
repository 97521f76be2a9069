package dev.isochron.simulation.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A transaction of a history.
///
/// @param invoked the index of its invocation
/// @param completed the index of its completion; absent if none was seen, or an unknown one
/// @param fate [Operation.Type#INFO] if nothing is known
/// @param steps with what was seen, if it is committed
public record Transaction(
        long invoked,
        OptionalLong completed,
        Operation.Type fate,
        List<Step> steps,
        OptionalLong commitNanos) {

    /// The transactions of a history, in the order in which they were invoked.
    ///
    /// @throws MalformedHistory if the lines cannot follow each other like this
    public static List<Transaction> of(Iterable<Operation> history) {
        Map<Long, Operation> open = new LinkedHashMap<>();
        Map<Long, Transaction> byInvocation = new TreeMap<>();
        long last = -1;
        for (Operation operation : history) {
            if (operation.index() <= last) {
                throw new MalformedHistory("index " + operation.index() + " comes after " + last);
            }
            last = operation.index();
            if (operation.type() == Operation.Type.INVOKE) {
                if (open.put(operation.process(), operation) != null) {
                    throw new MalformedHistory(
                            "process " + operation.process() + " begins twice at " + last);
                }
            } else {
                Operation invocation = open.get(operation.process());
                if (invocation == null) {
                    throw new MalformedHistory(
                            "process " + operation.process() + " ends what it never began");
                }
                if (operation.type() != Operation.Type.INFO) {
                    open.remove(operation.process());
                    byInvocation.put(invocation.index(), complete(invocation, operation));
                }
            }
        }
        open.values().forEach(o -> byInvocation.put(o.index(), unknown(o)));
        return new ArrayList<>(byInvocation.values());
    }

    private static Transaction complete(Operation invocation, Operation completion) {
        return new Transaction(
                invocation.index(),
                OptionalLong.of(completion.index()),
                completion.type(),
                completion.type() == Operation.Type.OK ? completion.steps() : invocation.steps(),
                completion.commitNanos());
    }

    private static Transaction unknown(Operation invocation) {
        return new Transaction(
                invocation.index(),
                OptionalLong.empty(),
                Operation.Type.INFO,
                invocation.steps(),
                OptionalLong.empty());
    }

    /// Whether its client was told that it is committed.
    public boolean isAcknowledged() {
        return fate == Operation.Type.OK;
    }

    /// Whether it appends anything.
    public boolean writes() {
        return steps.stream().anyMatch(step -> step instanceof Step.Append);
    }

    /// The last value that it appends to a list.
    public Optional<Long> lastAppendTo(long key) {
        Optional<Long> last = Optional.empty();
        for (Step step : steps) {
            if (step instanceof Step.Append(long to, long value) && to == key) {
                last = Optional.of(value);
            }
        }
        return last;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("T").append(invoked).append(' ').append(fate);
        commitNanos.ifPresent(ts -> text.append(" ts ").append(ts));
        return text.append(' ').append(steps).toString();
    }
}
