package dev.isochron.paxos.explore;

import dev.isochron.paxos.explore.Happened.Fact;
import dev.isochron.paxos.model.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks through every place that a small world can get to, breadth first, so that the first
/// violation met is one of the shortest.
final class Explorer {
    private static final Stimulus TICKS = new Stimulus.Ticks();
    private static final Stimulus WAITS = new Stimulus.Waits();
    private static final Stimulus SYNCS = new Stimulus.Syncs();
    private static final Stimulus CRASHES = new Stimulus.Crashes();

    private final Scope scope;
    private final Cells cells;
    private final Numbers<Letter> letters = new Numbers<>();
    private final Numbers<Fact> facts = new Numbers<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<String> moves = new ArrayList<>();
    private final Map<Place, Integer> known = new HashMap<>();
    private long steps;
    private Optional<String> broken = Optional.empty();
    private int from;

    Explorer(Scope scope) {
        this.scope = scope;
        this.cells = new Cells(scope);
    }

    /// What came of it.
    ///
    /// @param states different states of the world
    /// @param steps ways from one to another
    /// @param nodeStates different states of single nodes
    /// @param broken the shortest way to a broken promise, in words
    record Found(int states, long steps, int nodeStates, Optional<String> broken) {}

    /// Goes everywhere, or to the first violation.
    ///
    /// @param limit more states than this are an error: the world is not small
    Found explore(int limit) {
        reach(start(), -1, "");
        for (int next = 0; next < places.size() && broken.isEmpty(); next++) {
            if (places.size() > limit) {
                throw new IllegalStateException("more than " + limit + " states");
            }
            from = next;
            leave(places.get(next));
        }
        return new Found(places.size(), steps, cells.size(), broken);
    }

    private Place start() {
        int[] left = {
            scope.stands(), scope.stands(), 1, 1, scope.waits(), scope.crashes(), scope.copies()
        };
        int[] first = new int[Scope.NODES];
        for (int node = 1; node <= Scope.NODES; node++) {
            first[node - 1] = cells.start(node);
        }
        return new Place(first, left, new int[0], new int[0]);
    }

    private void leave(Place place) {
        for (int node = 1; node <= Scope.PROPOSERS; node++) {
            if (place.has(Place.STAND + node - 1)) {
                go(place.spending(Place.STAND + node - 1), node, TICKS);
            }
            boolean takes = cells.takesProposals(place.cells()[node - 1]);
            if (takes && place.has(Place.VALUE + node - 1)) {
                Stimulus given = new Stimulus.IsGiven(Scope.valueAt(node));
                go(place.spending(Place.VALUE + node - 1), node, given);
            }
        }
        for (int node = 1; node <= Scope.NODES; node++) {
            if (place.has(Place.CRASH)) {
                go(place.spending(Place.CRASH), node, CRASHES);
            }
            if (cells.hasUnsynced(place.cells()[node - 1])) {
                go(place, node, SYNCS);
            }
        }
        if (place.has(Place.WAIT)) {
            leap(place.spending(Place.WAIT));
        }
        for (int letter : Arrays.stream(place.letters()).distinct().toArray()) {
            arrive(place.withoutLetter(letter), letter);
            if (place.has(Place.COPY)) {
                arrive(place.spending(Place.COPY), letter);
            }
        }
    }

    private void arrive(Place place, int letter) {
        Letter arriving = letters.thing(letter);
        go(place, number(arriving.to()), new Stimulus.Arrives(arriving));
    }

    private void leap(Place place) {
        Place after = place;
        for (int node = 1; node <= Scope.NODES; node++) {
            after = after(after, node, WAITS);
        }
        reach(after, from, "everyone waits");
    }

    private void go(Place place, int node, Stimulus stimulus) {
        reach(after(place, node, stimulus), from, "n" + node + " " + stimulus);
    }

    private Place after(Place place, int node, Stimulus stimulus) {
        Cells.Step step = cells.take(place.cells()[node - 1], stimulus);
        steps++;
        Place after = place.withCell(node, step.state());
        Happened happened = step.happened();
        for (Fact fact : happened.facts()) {
            after = after.withFact(facts.of(fact));
        }
        for (Letter letter : happened.sent()) {
            after =
                    scope.arrivesAtOnce(letter)
                            ? after(after, number(letter.to()), new Stimulus.Arrives(letter))
                            : after.withLetter(letters.of(letter));
        }
        if (broken.isEmpty() && !happened.broken().isEmpty()) {
            broken = Optional.of(happened.broken() + way(from) + "\n  n" + node + " " + stimulus);
        }
        return after;
    }

    private void reach(Place place, int parent, String move) {
        if (known.putIfAbsent(place, places.size()) != null) {
            return;
        }
        places.add(place);
        parents.add(parent);
        moves.add(move);
        if (broken.isEmpty() && place.facts().length > 0) {
            List<Fact> there = Arrays.stream(place.facts()).mapToObj(facts::thing).toList();
            broken = Agreement.broken(there).map(what -> what + way(places.size() - 1));
        }
    }

    private String way(int place) {
        StringBuilder way = new StringBuilder();
        for (int at = place; at > 0; at = parents.get(at)) {
            way.insert(0, "\n  " + moves.get(at));
        }
        return way.toString();
    }

    private static int number(ReplicaId replica) {
        return (int) replica.value();
    }
}
