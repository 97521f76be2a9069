package dev.isochron.paxos.explore;

import dev.isochron.paxos.explore.Happened.Fact;
import dev.isochron.paxos.explore.Places.Move;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Walks through every place that a small world can get to, each way that differs, and judges all
/// of them.
final class Explorer {
    private final Scope scope;
    private final Cells cells;
    private final Places places;
    private final int ticks;
    private final int waits;
    private final int syncs;
    private final int crashes;
    private long steps;
    private Optional<String> broken = Optional.empty();
    private int from = -1;

    Explorer(Scope scope, Places.Order order) {
        this.scope = scope;
        places = new Places(order);
        this.cells = new Cells(scope);
        ticks = cells.numberOf(new Stimulus.Ticks());
        waits = cells.numberOf(new Stimulus.Waits());
        syncs = cells.numberOf(new Stimulus.Syncs());
        crashes = cells.numberOf(new Stimulus.Crashes());
    }

    /// What came of it.
    ///
    /// @param states different states of the world, none of which an earlier one covers
    /// @param steps ways from one to another
    /// @param nodeStates different states of single nodes
    /// @param broken a way to a broken promise, in words
    record Found(int states, long steps, int nodeStates, Optional<String> broken) {}

    /// Goes everywhere, or to the first violation.
    ///
    /// @param limit more states than this are an error: the world is not small
    Found explore(int limit) {
        reach(start(), new Move(Move.ALL, waits));
        for (int next = places.next(); next >= 0 && broken.isEmpty(); next = places.next()) {
            if (places.size() > limit) {
                throw new IllegalStateException("more than " + limit + " states");
            }
            from = next;
            leave(places.place(next));
        }
        return new Found(places.size(), steps, cells.size(), broken);
    }

    private Place start() {
        int[] left = {scope.stands(), scope.stands(), 1, 1, scope.waits(), scope.crashes()};
        int[] first = new int[Scope.NODES];
        for (int node = 1; node <= Scope.NODES; node++) {
            first[node - 1] = cells.start(node);
        }
        return new Place(first, left, new int[0], new int[0]);
    }

    private void leave(Place place) {
        for (int node = 1; node <= Scope.PROPOSERS; node++) {
            if (place.has(Place.STAND + node - 1)) {
                go(place.spending(Place.STAND + node - 1), node, ticks);
            }
            boolean takes = cells.takesProposals(place.cells()[node - 1]);
            if (takes && place.has(Place.VALUE + node - 1)) {
                int given = cells.numberOf(new Stimulus.IsGiven(Scope.valueAt(node)));
                go(place.spending(Place.VALUE + node - 1), node, given);
            }
        }
        for (int node = 1; node <= Scope.NODES; node++) {
            if (place.has(Place.CRASH)) {
                go(place.spending(Place.CRASH), node, crashes);
            }
            if (cells.hasUnsynced(place.cells()[node - 1])) {
                go(place, node, syncs);
            }
        }
        if (place.has(Place.WAIT)) {
            leap(place.spending(Place.WAIT));
        }
        for (int letter : place.letters()) {
            go(place, cells.receiverOf(letter), letter);
        }
    }

    private void leap(Place place) {
        Place after = place;
        for (int node = 1; node <= Scope.NODES; node++) {
            after = after(after, node, waits);
        }
        reach(after, new Move(Move.ALL, waits));
    }

    @SuppressWarnings("ReferenceEquality") // a place that nothing changed is itself
    private void go(Place place, int node, int stimulus) {
        Place after = after(place, node, stimulus);
        if (after != place) {
            reach(after, new Move(node, stimulus));
        }
    }

    private Place after(Place place, int node, int stimulus) {
        Cells.Step step = cells.take(place.cells()[node - 1], stimulus);
        steps++;
        Place after = place.withCell(node, step.state());
        for (int fact : step.facts()) {
            after = after.withFact(fact);
        }
        for (int letter : step.sent()) {
            after = after.withLetter(letter);
        }
        for (int letter : step.sentAtOnce()) {
            after = after(after, cells.receiverOf(letter), letter);
        }
        if (broken.isEmpty() && !step.broken().isEmpty()) {
            broken = Optional.of(step.broken() + way(from) + text(new Move(node, stimulus)));
        }
        return after;
    }

    private void reach(Place place, Move move) {
        if (places.add(place, from, move) && broken.isEmpty() && hasNewFacts(place)) {
            List<Fact> there = Arrays.stream(place.facts()).mapToObj(cells::fact).toList();
            broken = Agreement.broken(there).map(what -> what + way(places.size() - 1));
        }
    }

    private boolean hasNewFacts(Place place) {
        return from < 0 || place.facts().length > places.place(from).facts().length;
    }

    private String way(int place) {
        return places.way(place).stream().map(this::text).collect(Collectors.joining());
    }

    private String text(Move move) {
        String who = move.node() == Move.ALL ? "all" : "n" + move.node();
        return "\n  " + who + " " + cells.stimulus(move.stimulus());
    }
}
