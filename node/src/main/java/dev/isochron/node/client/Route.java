package dev.isochron.node.client;

import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One group as the client sees it.
final class Route {

    /// A ledger remembers this many of a client's newest sequence numbers, so no line may be that
    /// far ahead of one that is still repeated.
    static final int WINDOW = 512;

    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

    /// In the order of their numbers, which follow each other; the first has not ended.
    private ArrayDeque<Pending> numbered = new ArrayDeque<>();

    private long lastSequence;
    private Link target;
    private Pending.@Nullable Identity identity;

    Route(Link target) {
        this.target = target;
    }

    Link target() {
        return target;
    }

    void aim(Link link) {
        target = link;
    }

    boolean hasName() {
        return identity != null;
    }

    /// Begins to number anew under this name.
    void become(Pending.Identity name) {
        identity = name;
        lastSequence = 0;
        numbered = new ArrayDeque<>();
    }

    /// The ledger forgot that name: the next welcome brings another.
    void loseName(Pending.Identity name) {
        if (name.equals(identity)) {
            identity = null;
        }
    }

    /// A line that has no number yet, or lost it with the name.
    void await(Pending pending) {
        pending.sequence = Pending.NO_SEQUENCE;
        waiting.add(pending);
    }

    /// The next line that may go, with its number; nothing while the oldest is too far behind.
    Optional<Pending> next() {
        forgetDone();
        if (waiting.isEmpty() || identity == null || numbered.size() >= WINDOW) {
            return Optional.empty();
        }
        Pending next = waiting.remove();
        lastSequence++;
        next.sequence = lastSequence;
        next.identity = identity;
        next.numbered = true;
        numbered.add(next);
        return Optional.of(next);
    }

    /// A line has ended, or goes back to those without a number.
    void release(Pending pending) {
        pending.numbered = false;
        while (!numbered.isEmpty() && !numbered.element().numbered) {
            numbered.remove();
        }
    }

    private void forgetDone() {
        while (!waiting.isEmpty() && waiting.peek().isDone()) {
            waiting.remove();
        }
    }
}
