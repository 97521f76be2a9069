package dev.isochron.paxos.explore;

import java.util.Arrays;

/// One state of a small world: the nodes' states, what may still happen, the letters on their way
/// and the facts, all of them as numbers.
///
/// @param cells of node 1, 2 and 3
/// @param left stands of the two proposers, their values, waits, crashes
/// @param letters that were ever sent, ascending
/// @param facts ascending
@SuppressWarnings("ArrayRecordComponent") // never changed once it is made, nor compared
record Place(int[] cells, int[] left, int[] letters, int[] facts) {
    static final int STAND = 0;
    static final int VALUE = 2;
    static final int WAIT = 4;
    static final int CRASH = 5;

    /// More states than a single node has.
    private static final int CELL_BITS = 21;

    boolean has(int what) {
        return left[what] > 0;
    }

    /// How much may still happen in all.
    int mayHappen() {
        int sum = 0;
        for (int some : left) {
            sum += some;
        }
        return sum;
    }

    /// One number for the states of all three nodes.
    long cellsKey() {
        long key = 0;
        for (int cell : cells) {
            if (cell >>> CELL_BITS != 0) {
                throw new IllegalStateException("more than 2^21 states of a single node");
            }
            key = key << CELL_BITS | cell;
        }
        return key;
    }

    /// The same with one less of `what`.
    Place spending(int what) {
        int[] less = left.clone();
        less[what]--;
        return new Place(cells, less, letters, facts);
    }

    Place withCell(int node, int state) {
        if (cells[node - 1] == state) {
            return this;
        }
        int[] changed = cells.clone();
        changed[node - 1] = state;
        return new Place(changed, left, letters, facts);
    }

    Place withLetter(int letter) {
        return Arrays.binarySearch(letters, letter) >= 0
                ? this
                : new Place(cells, left, insert(letters, letter), facts);
    }

    Place withFact(int fact) {
        return Arrays.binarySearch(facts, fact) >= 0
                ? this
                : new Place(cells, left, letters, insert(facts, fact));
    }

    /// True if whatever can come of the other place, where the nodes are in the same states, can
    /// come of this one as well: nothing is lacking here that may happen there, or is true there.
    boolean covers(Place other) {
        for (int i = 0; i < left.length; i++) {
            if (left[i] < other.left[i]) {
                return false;
            }
        }
        return holds(letters, other.letters) && holds(facts, other.facts);
    }

    /// Both ascend.
    private static boolean holds(int[] all, int[] some) {
        int at = 0;
        for (int wanted : some) {
            while (at < all.length && all[at] < wanted) {
                at++;
            }
            if (at == all.length || all[at] != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int[] insert(int[] sorted, int value) {
        int[] more = Arrays.copyOf(sorted, sorted.length + 1);
        more[sorted.length] = value;
        Arrays.sort(more);
        return more;
    }
}
