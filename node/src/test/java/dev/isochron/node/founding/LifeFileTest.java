package dev.isochron.node.founding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.isochron.node.world.TestDisk;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The others may found a cluster with the life that this node told them just before it restarted.
class LifeFileTest {
    private static final UUID FIRST = new UUID(1, 11);
    private static final UUID SECOND = new UUID(2, 22);

    private final TestDisk disk = new TestDisk();

    private LifeFile file(String purpose) {
        return new LifeFile(disk, purpose);
    }

    @Test
    void whoRestartsBeforeItHasALogSaysHelloUnderTheSameLife() {
        assertEquals(FIRST, file("n1 of a plan").keptOr(() -> FIRST));
        disk.crash();
        assertEquals(FIRST, file("n1 of a plan").keptOr(() -> SECOND));
    }

    @Test
    void aHigherLifeTakesItsPlace() {
        file("n1 of a plan").keptOr(() -> FIRST);
        file("n1 of a plan").keep(SECOND);
        disk.crash();
        assertEquals(SECOND, file("n1 of a plan").keptOr(() -> FIRST));
    }

    /// The cluster's id tells of lives alone: under one life nobody may found by two plans.
    @Test
    void anotherPlanIsAnotherLife() {
        file("n1 of a plan").keptOr(() -> FIRST);
        assertEquals(SECOND, file("n1 of b plan").keptOr(() -> SECOND));
        assertEquals(SECOND, file("n1 of b plan").keptOr(() -> FIRST));
    }

    @Test
    void aDamagedOneIsNone() {
        file("n1 of a plan").keptOr(() -> FIRST);
        disk.flipBit(LifeFile.NAME, 9);
        assertEquals(SECOND, file("n1 of a plan").keptOr(() -> SECOND));
    }

    @Test
    void onceThereIsALogItIsGoneForGood() {
        LifeFile file = file("n1 of a plan");
        file.keptOr(() -> FIRST);
        file.forget();
        disk.crash();
        assertFalse(disk.names().contains(LifeFile.NAME));
        file.forget();
    }

    @Test
    void aFullDiskIsTheStoresMatter() {
        disk.roomBytes = 0;
        assertEquals(FIRST, file("n1 of a plan").keptOr(() -> FIRST));
    }
}
