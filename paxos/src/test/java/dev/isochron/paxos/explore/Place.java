package dev.isochron.paxos.explore;

import java.util.Arrays;

/// One state of a small world: the nodes' states, what may still happen, the letters in flight and
/// the facts, all of them as numbers.
///
/// @param cells of node 1, 2 and 3
/// @param left stands of the two proposers, their values, waits, crashes, copies
/// @param letters in flight, ascending; one that is there twice arrives twice
/// @param facts ascending
@SuppressWarnings("ArrayRecordComponent") // never changed once it is made
record Place(int[] cells, int[] left, int[] letters, int[] facts) {
    static final int STAND = 0;
    static final int VALUE = 2;
    static final int WAIT = 4;
    static final int CRASH = 5;
    static final int COPY = 6;

    boolean has(int what) {
        return left[what] > 0;
    }

    /// The same with one less of `what`.
    Place spending(int what) {
        int[] less = left.clone();
        less[what]--;
        return new Place(cells, less, letters, facts);
    }

    Place withCell(int node, int state) {
        int[] changed = cells.clone();
        changed[node - 1] = state;
        return new Place(changed, left, letters, facts);
    }

    Place withLetter(int letter) {
        return new Place(cells, left, insert(letters, letter), facts);
    }

    Place withoutLetter(int letter) {
        int at = Arrays.binarySearch(letters, letter);
        int[] fewer = new int[letters.length - 1];
        System.arraycopy(letters, 0, fewer, 0, at);
        System.arraycopy(letters, at + 1, fewer, at, fewer.length - at);
        return new Place(cells, left, fewer, facts);
    }

    Place withFact(int fact) {
        return Arrays.binarySearch(facts, fact) >= 0
                ? this
                : new Place(cells, left, letters, insert(facts, fact));
    }

    private static int[] insert(int[] sorted, int value) {
        int[] more = Arrays.copyOf(sorted, sorted.length + 1);
        more[sorted.length] = value;
        Arrays.sort(more);
        return more;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place place
                && Arrays.equals(cells, place.cells)
                && Arrays.equals(left, place.left)
                && Arrays.equals(letters, place.letters)
                && Arrays.equals(facts, place.facts);
    }

    @Override
    public int hashCode() {
        int hash = Arrays.hashCode(cells);
        hash = 31 * hash + Arrays.hashCode(left);
        hash = 31 * hash + Arrays.hashCode(letters);
        return 31 * hash + Arrays.hashCode(facts);
    }
}
