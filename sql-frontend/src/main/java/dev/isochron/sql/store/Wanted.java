package dev.isochron.sql.store;

import java.util.BitSet;

/// Which columns of a table somebody wants to see.
///
/// @param places in a row of the table
/// @param width of such a row
public record Wanted(BitSet places, int width) {

    public Wanted {
        places = (BitSet) places.clone();
    }

    /// All columns.
    public static Wanted all(int width) {
        BitSet all = new BitSet(width);
        all.set(0, width);
        return new Wanted(all, width);
    }

    public boolean has(int place) {
        return places.get(place);
    }

    /// Both.
    public Wanted and(Wanted other) {
        BitSet both = (BitSet) places.clone();
        both.or(other.places);
        return new Wanted(both, width);
    }
}
