package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.isochron.simulation.fault.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The whole store from seeds: client programs, transactions over shards, faults, judges.
class StoreSimulationTest {

    private static final int SEEDS = 120;

    private static Task task(long seed) {
        return Task.of(Task.World.STORE, seed, Profile.of(seed)).inBrief();
    }

    @Test
    void transactionsKeepTheirPromisesUnderFaults() throws InterruptedException {
        Soundness.require(StoreSimulationTest::task, 1, SEEDS);
    }

    @Test
    void noSeedThatOnceFoundSomethingFindsItAgain() throws IOException, InterruptedException {
        List<Task> tasks =
                Files.readAllLines(Path.of("src/test/resources/regressions-store.txt")).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> List.of(line.split("\\s+", 3)))
                        .map(words ->
                                Task.of(
                                                Task.World.STORE,
                                                Long.parseLong(words.get(0)),
                                                Profile.valueOf(
                                                        words.get(1).toUpperCase(Locale.ROOT)))
                                        .inBrief())
                        .toList();
        Soundness.require(index -> tasks.get((int) index), 0, tasks.size());
    }

    @Test
    void oneSeedIsOneHistoryClientCodeIncluded() {
        long digest = Simulation.run(task(7), null).digest();

        assertEquals(digest, Simulation.run(task(7), null).digest());
        assertNotEquals(digest, Simulation.run(task(8), null).digest());
    }
}
