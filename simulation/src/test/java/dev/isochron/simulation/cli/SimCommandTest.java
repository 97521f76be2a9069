package dev.isochron.simulation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimCommandTest {
    private final StringWriter said = new StringWriter();
    private final CommandLine command =
            new CommandLine(new SimCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOut(new PrintWriter(said));

    @Test
    void cleanSeedsExitWithZeroAndCountThemselvesInTheLastLine() {
        int exit = command.execute("--seeds", "2", "--jobs", "2", "--profile", "calm", "--brief");

        assertEquals(0, exit);
        String last = lines().getLast();
        assertTrue(last.matches("2 seeds, \\d+\\.\\d simulated hours, 0 violations"), last);
    }

    @Test
    void eachViolationNamesTheCommandThatReplaysIt() {
        int exit =
                command.execute(
                        "--seeds",
                        "1",
                        "--from",
                        "3",
                        "--profile",
                        "calm",
                        "--brief",
                        "--without",
                        "REST_ON_LOG");

        assertEquals(1, exit);
        String replay =
                "  replay: ./isochron sim --seed 3 --profile calm --brief"
                        + " --without REST_ON_LOG --trace";
        assertTrue(lines().contains(replay), () -> said.toString());
        String last = lines().getLast();
        assertTrue(last.matches("1 seeds, \\d+\\.\\d simulated hours, 1 violations"), last);
    }

    @Test
    void seedsThatAreNoneAreRefused() {
        assertEquals(2, command.setErr(new PrintWriter(said)).execute("--seeds", "0"));
    }

    private List<String> lines() {
        return said.toString().strip().lines().map(String::stripTrailing).toList();
    }
}
