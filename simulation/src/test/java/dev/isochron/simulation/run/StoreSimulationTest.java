package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.simulation.fault.Profile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The whole store from seeds: client programs, transactions over shards, faults, judges.
class StoreSimulationTest {

    private static final int SEEDS = 16;

    private static Verdict run(long seed) {
        return Simulation.run(Task.of(Task.World.STORE, seed, Profile.of(seed)).inBrief(), null);
    }

    @Test
    void transactionsKeepTheirPromisesUnderFaults() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Verdict verdict = run(seed);
            assertEquals(Optional.empty(), verdict.violation(), verdict.task().command());
        }
    }

    @Test
    void oneSeedIsOneHistoryClientCodeIncluded() {
        assertEquals(run(7).digest(), run(7).digest());
    }
}
