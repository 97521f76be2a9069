package dev.isochron.bench.tpcc.model;

import java.util.SplittableRandom;

/// The constants C of NURand, one for each use (clause 2.1.6).
///
/// @param lastName for A = 255
/// @param customer for A = 1023
/// @param item for A = 8191
public record Constants(int lastName, int customer, int item) {

    private static final int LAST_NAME_A = 255;
    static final int CUSTOMER_A = 1023;
    static final int ITEM_A = 8191;

    /// How far the constant for last names may be from that of the load (clause 2.1.6.1).
    private static final int LEAST_DELTA = 65;

    private static final int MOST_DELTA = 119;

    /// Those of the initial rows.
    public static Constants ofLoad(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        return new Constants(
                chance.nextInt(LAST_NAME_A + 1),
                chance.nextInt(CUSTOMER_A + 1),
                chance.nextInt(ITEM_A + 1));
    }

    /// Those of a run, of which that for last names keeps its distance from that of the load.
    public static Constants ofRun(long seed, Constants load) {
        SplittableRandom chance = new SplittableRandom(~seed);
        int lastName = chance.nextInt(LAST_NAME_A + 1);
        while (!mayFollow(load.lastName, lastName)) {
            lastName = chance.nextInt(LAST_NAME_A + 1);
        }
        return new Constants(lastName, chance.nextInt(CUSTOMER_A + 1), chance.nextInt(ITEM_A + 1));
    }

    /// Whether a run may have this constant for last names after that load.
    static boolean mayFollow(int ofLoad, int ofRun) {
        int delta = Math.abs(ofRun - ofLoad);
        return delta >= LEAST_DELTA && delta <= MOST_DELTA && delta != 96 && delta != 112;
    }
}
