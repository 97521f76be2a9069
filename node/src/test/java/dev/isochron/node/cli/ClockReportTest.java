package dev.isochron.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.peers.Fitness;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockReportTest {

    private static final Interval NOW =
            Interval.of(1_795_396_500_000_000_000L, 1_795_396_500_002_600_000L);

    @Test
    void usableClockAsText() {
        assertEquals(
                """
                source                kernel: the kernel's account
                state                 usable
                earliest              2026-11-23T01:15:00.000000000Z
                latest                2026-11-23T01:15:00.002600000Z
                epsilon               1.30 ms
                may lead              yes, as far as the clock goes
                domain                world
                max error             1.00 ms
                rate correction       -12 ppb
                daemon updates        3
                """,
                report(new Reading.Usable(NOW), new Fitness.Fit()).text());
    }

    @Test
    void unusableClockSaysWhyAndWhatToDo() {
        Reading broken = new Reading.Unusable("It is broken.", "Mend it.");
        String text = report(broken, new Fitness.Unfit("It is broken.", "Mend it.")).text();
        assertTrue(text.contains("state                 UNUSABLE\n"), text);
        assertTrue(text.contains("reason                It is broken.\n"), text);
        assertTrue(text.contains("what to do            Mend it.\n"), text);
        assertTrue(text.contains("may lead              no\n"), text);
    }

    @Test
    void wideClockIsUsableButMayNotLead() {
        Fitness wide = new Fitness.Unfit("ε is 2 s.", "See why.");
        assertTrue(report(new Reading.Usable(NOW), wide).text().contains("no: ε is 2 s. See why."));
    }

    @Test
    void jsonHasTheSameAndEscapes() {
        assertEquals(
                "{\"source\":\"kernel\",\"basis\":\"the kernel's account\",\"domain\":\"world\","
                        + "\"usable\":true,\"mayLead\":true,\"earliestNanos\":1795396500000000000,"
                        + "\"latestNanos\":1795396500002600000,\"epsilonNanos\":1300000,"
                        + "\"measures\":[{\"name\":\"max_error\","
                        + "\"value\":1000000,\"unit\":\"ns\"},"
                        + "{\"name\":\"rate_correction\",\"value\":-12,\"unit\":\"ppb\"},"
                        + "{\"name\":\"daemon_updates\",\"value\":3,\"unit\":\"count\"}]}",
                report(new Reading.Usable(NOW), new Fitness.Fit()).json());
        Reading broken = new Reading.Unusable("a \"b\"\\\n", "c");
        String json = report(broken, new Fitness.Unfit("x", "y")).json();
        assertTrue(json.contains("\"reason\":\"a \\\"b\\\"\\\\\\u000a\",\"remedy\":\"c\""), json);
    }

    private static ClockReport report(Reading reading, Fitness fitness) {
        List<Measure> measures =
                List.of(
                        new Measure("max_error", 1_000_000, "ns"),
                        new Measure("rate_correction", -12, "ppb"),
                        new Measure("daemon_updates", 3, "count"));
        return new ClockReport(
                new ClockStatus(
                        "kernel",
                        "the kernel's account",
                        new ClockDomain.World(),
                        reading,
                        measures),
                fitness);
    }
}
