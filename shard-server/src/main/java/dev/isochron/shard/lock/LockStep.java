package dev.isochron.shard.lock;

import java.util.List;

/// What one request brought about: its own answer, and what became of others, in order.
public record LockStep(Answer answer, List<LockEvent> events) {
    public LockStep {
        events = List.copyOf(events);
    }
}
