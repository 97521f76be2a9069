package dev.isochron.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What was answered since the last Sync, as steps that can be taken again.
///
/// If the implicit transaction of a chain of messages is undone by the cluster and none of its
/// answers has left, they are taken back and its steps are taken again.
final class Chain {
    /// Answers to more than this have left long before.
    private static final int MAX_STEPS = 20_000;

    private final List<Consumer<Output>> steps = new ArrayList<>();
    private long mark = -1;
    private boolean repeatable = true;

    /// A message arrives.
    void arrive(Output out) {
        if (mark < 0) {
            mark = out.mark();
        }
    }

    /// A step was taken.
    void taken(Consumer<Output> step) {
        if (steps.size() >= MAX_STEPS) {
            unrepeatable();
        }
        if (repeatable) {
            steps.add(step);
        }
    }

    /// Something was done that cannot be done again.
    void unrepeatable() {
        repeatable = false;
        steps.clear();
    }

    /// Takes the answers back, if all are still here.
    boolean rewind(Output out) {
        return repeatable && mark >= 0 && out.rewind(mark);
    }

    /// Takes all steps again.
    void again(Output out) {
        List.copyOf(steps).forEach(step -> step.accept(out));
    }

    /// Sync, or an error.
    void end() {
        steps.clear();
        mark = -1;
        repeatable = true;
    }
}
