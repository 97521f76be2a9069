package dev.isochron.txn.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.txn.Rule;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every interleaving of every plan: messages lost, doubled, late and in any order; leaders that
/// die at any step, and part of what they had proposed is found; rivals, wounds, horizons. No world
/// breaks T2 or T4 to T8, and each that is run to its end comes to rest with all locks free.
///
/// `-Dtxn.worlds=…` visits more worlds where a plan is cut short, `-Dtxn.rest=1` runs every world
/// to its end.
class ExplorationTest {

    /// Some plans have more worlds than an ordinary build has time for.
    private static final int WORLDS = Integer.getInteger("txn.worlds", 32_000);

    /// Being run to rest costs a hundred steps.
    private static final int REST = Integer.getInteger("txn.rest", 100);

    static Stream<Plan> plans() {
        return Plans.all().stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void noWorldBreaksAnInvariant(Plan plan) {
        Explorer.Effort effort = new Explorer.Effort(WORLDS, REST);
        Explorer.Report report = new Explorer(plan, Rule.all(), effort).explore();
        System.out.println(report);
        assertEquals(Optional.empty(), report.violation());
        assertTrue(report.committed() > 0, "some world commits");
        assertTrue(report.aborted() > 0, "some world aborts");
    }
}
