package dev.isochron.bench.tpcc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.node.cli.Complaint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TroubleTest {

    @Test
    void troublesComeInTheOrderOfTheirTimes() {
        assertEquals(
                List.of(
                        new Trouble(Trouble.What.KILL_LEADER, Duration.ofSeconds(30)),
                        new Trouble(Trouble.What.PAUSE, Duration.ofMinutes(1))),
                Trouble.parse(List.of("pause@1min", "kill-leader@30s")));
    }

    @Test
    void whatIsNoTroubleIsRefusedByName() {
        assertThrows(Complaint.class, () -> Trouble.parse(List.of("earthquake@90s")));
        assertThrows(Complaint.class, () -> Trouble.parse(List.of("pause")));
        assertThrows(Complaint.class, () -> Trouble.parse(List.of("pause@soon")));
    }
}
