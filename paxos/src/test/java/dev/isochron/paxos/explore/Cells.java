package dev.isochron.paxos.explore;

import dev.isochron.paxos.explore.Happened.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The states that one node can be in, numbered, and what each stimulus does to them. A node has
/// few states and a world many: each is worked out once, from the node's own history. Stimuli and
/// facts have numbers as well; a letter's is that of its arrival.
final class Cells {
    private final Scope scope;
    private final Numbers<Stimulus> stimuli = new Numbers<>();
    private final Numbers<Fact> facts = new Numbers<>();
    private final List<State> states = new ArrayList<>();
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<Long, Step> steps = new HashMap<>();

    private record State(
            int node, List<Stimulus> history, boolean takesProposals, boolean hasUnsynced) {}

    /// What a stimulus did.
    ///
    /// @param state the one after it
    /// @param sentAtOnce letters that arrive before anything else happens
    /// @param broken promises that were broken, in words
    @SuppressWarnings("ArrayRecordComponent") // never changed once it is made, nor compared
    record Step(int state, int[] sent, int[] sentAtOnce, int[] facts, List<String> broken) {}

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

    int numberOf(Stimulus stimulus) {
        return stimuli.of(stimulus);
    }

    Stimulus stimulus(int number) {
        return stimuli.thing(number);
    }

    /// The node that a letter goes to.
    int receiverOf(int letter) {
        return switch (stimuli.thing(letter)) {
            case Stimulus.Arrives(Letter arriving) -> (int) arriving.to().value();
            case Stimulus other -> throw new IllegalArgumentException(other + " is no letter");
        };
    }

    Fact fact(int number) {
        return facts.thing(number);
    }

    Step take(int state, int stimulus) {
        long transition = (long) state << Integer.SIZE | stimulus;
        Step step = steps.get(transition);
        if (step == null) {
            step = work(states.get(state), stimuli.thing(stimulus));
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
        return new Step(
                number(before.node(), history, cell),
                numbers(happened.sent(), false),
                numbers(happened.sent(), true),
                happened.facts().stream().mapToInt(facts::of).toArray(),
                happened.broken());
    }

    private int[] numbers(List<Letter> sent, boolean atOnce) {
        return sent.stream()
                .filter(letter -> scope.arrivesAtOnce(letter) == atOnce)
                .mapToInt(letter -> stimuli.of(new Stimulus.Arrives(letter)))
                .toArray();
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
