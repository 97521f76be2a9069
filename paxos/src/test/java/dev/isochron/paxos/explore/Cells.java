package dev.isochron.paxos.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The states that one node can be in, numbered, and what each stimulus does to them. A node has
/// few states and a world many: each is worked out once, from the node's own history.
final class Cells {
    private final Scope scope;
    private final List<State> states = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<Transition, Step> steps = new HashMap<>();

    private record State(
            int node, List<Stimulus> history, boolean takesProposals, boolean hasUnsynced) {}

    private record Transition(int state, Stimulus stimulus) {}

    /// What a stimulus did: the state after it, and what happened.
    record Step(int state, Happened happened) {}

    Cells(Scope scope) {
        this.scope = scope;
    }

    int size() {
        return states.size();
    }

    /// The state of a node to which nothing has happened yet.
    int start(int node) {
        return number(node, List.of(), new Cell(scope, node));
    }

    Step take(int state, Stimulus stimulus) {
        Transition transition = new Transition(state, stimulus);
        Step step = steps.get(transition);
        if (step == null) {
            step = work(states.get(state), stimulus);
            steps.put(transition, step);
        }
        return step;
    }

    private Step work(State before, Stimulus stimulus) {
        Cell cell = new Cell(scope, before.node());
        before.history().forEach(cell::take);
        Happened happened = cell.take(stimulus);
        List<Stimulus> history = new ArrayList<>(before.history());
        history.add(stimulus);
        return new Step(number(before.node(), history, cell), happened);
    }

    private int number(int node, List<Stimulus> history, Cell cell) {
        String portrait = node + ":" + cell.portrait();
        Integer there = known.get(portrait);
        if (there != null) {
            return there;
        }
        states.add(
                new State(node, List.copyOf(history), cell.takesProposals(), cell.hasUnsynced()));
        known.put(portrait, states.size() - 1);
        return states.size() - 1;
    }

    boolean takesProposals(int state) {
        return states.get(state).takesProposals();
    }

    boolean hasUnsynced(int state) {
        return states.get(state).hasUnsynced();
    }
}
