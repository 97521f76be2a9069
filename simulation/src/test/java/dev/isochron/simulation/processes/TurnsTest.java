package dev.isochron.simulation.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.simulation.seed.Generator;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void everyTroubleComesOnceBeforeAnyComesAgain() {
        List<Chaos.Trouble> troubles = List.of(Chaos.Trouble.values());
        for (long seed = 1; seed <= 20; seed++) {
            Turns<Chaos.Trouble> turns = new Turns<>(troubles, new Generator(seed));
            for (int round = 0; round < 3; round++) {
                EnumSet<Chaos.Trouble> drawn = EnumSet.noneOf(Chaos.Trouble.class);
                troubles.forEach(_ -> drawn.add(turns.next()));
                assertEquals(EnumSet.allOf(Chaos.Trouble.class), drawn, "seed " + seed);
            }
        }
    }
}
