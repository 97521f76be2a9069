package dev.isochron.paxos.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// The places that were reached, and which of them is left next.
///
/// A place that another one covers need not be left.
final class Places {
    private final List<Place> places = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();
    private final Map<Long, List<Integer>> alike = new HashMap<>();
    private final BitSet covered = new BitSet();
    private final PriorityQueue<Turn> toLeave;

    /// Which place is left first.
    enum Order {
        /// The nearest one, so that a violation is shown by one of the shortest ways.
        NEAREST(Comparator.comparingInt(Turn::place)),

        /// The one of which most can come: where most may still happen, and among those where most
        /// was sent. It covers many that are met later.
        WIDEST(
                Comparator.comparingInt(Turn::mayHappen)
                        .thenComparingInt(Turn::letters)
                        .reversed()
                        .thenComparingInt(Turn::place));

        @SuppressWarnings("ImmutableEnumChecker") // comparators hold nothing
        private final Comparator<Turn> turns;

        Order(Comparator<Turn> turns) {
            this.turns = turns;
        }
    }

    private record Turn(int mayHappen, int letters, int place) {}

    Places(Order order) {
        toLeave = new PriorityQueue<>(order.turns);
    }

    /// What led from one place to another.
    ///
    /// @param node to which it happened; [Move#ALL] if it was all of them
    record Move(int node, int stimulus) {
        static final int ALL = 0;
    }

    /// How many there were, without those that were covered when they were reached.
    int size() {
        return places.size();
    }

    Place place(int number) {
        return places.get(number);
    }

    /// Adds a place unless a known one covers it; true if it was added.
    boolean add(Place place, int parent, Move move) {
        List<Integer> others = alike.computeIfAbsent(place.cellsKey(), _ -> new ArrayList<>(1));
        for (int other : others) {
            if (place(other).covers(place)) {
                return false;
            }
        }
        others.removeIf(other -> {
            boolean isLess = place.covers(place(other));
            covered.set(other, isLess);
            return isLess;
        });
        int number = places.size();
        places.add(place);
        parents.add(parent);
        moves.add(move);
        others.add(number);
        toLeave.add(new Turn(place.mayHappen(), place.letters().length, number));
        return true;
    }

    /// The next one to be left, or -1.
    int next() {
        while (!toLeave.isEmpty()) {
            int next = toLeave.remove().place();
            if (!covered.get(next)) {
                return next;
            }
        }
        return -1;
    }

    /// How a place was reached.
    List<Move> way(int place) {
        List<Move> way = new ArrayList<>();
        for (int at = place; at > 0; at = parents.get(at)) {
            way.addFirst(moves.get(at));
        }
        return way;
    }
}
