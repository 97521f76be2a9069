package dev.isochron.simulation.world;

import java.util.ArrayList;
import java.util.List;

/// One run of one process. What it scheduled dies with it; while it is frozen its events wait and
/// happen, in their order, once it goes on: that is what a stopped process is like from inside.
public final class Life {
    private final String name;
    private final List<Event> held = new ArrayList<>();
    private boolean ended;
    private boolean frozen;

    public Life(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean isEnded() {
        return ended;
    }

    public boolean isFrozen() {
        return frozen;
    }

    /// The process is gone; nothing that it scheduled happens any more.
    public void end() {
        ended = true;
        held.clear();
    }

    void freeze() {
        frozen = true;
    }

    void hold(Event event) {
        held.add(event);
    }

    List<Event> thaw() {
        frozen = false;
        List<Event> due = List.copyOf(held);
        held.clear();
        return due;
    }

    @Override
    public String toString() {
        return name + (ended ? " ended" : frozen ? " frozen" : "");
    }
}
