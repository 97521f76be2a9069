package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.simulation.fault.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long SEEDS = 500;

    @Test
    void oneSeedIsOneHistory() {
        Task task = Task.of(7, Profile.NETWORK);
        Verdict first = Simulation.run(task, null);
        Verdict again = Simulation.run(task, null);

        assertEquals(first.digest(), again.digest());
        assertEquals(first.events(), again.events());
        assertNotEquals(first.digest(), Simulation.run(task.withSeed(8), null).digest());
    }

    @Test
    void twoJavaMachinesAgree() throws Exception {
        Verdict here = Simulation.run(Task.of(3, Profile.NETWORK), null);
        String there = runElsewhere("--seed", "3", "--profile", "network");

        assertTrue(
                there.contains(String.format("digest %016x", here.digest())),
                () -> "here " + Long.toHexString(here.digest()) + ", there: " + there);
        String lastLine = there.strip().lines().toList().getLast();
        assertTrue(lastLine.matches("1 seeds, \\d+\\.\\d simulated hours, 0 violations"), lastLine);
    }

    @Test
    void fiveHundredSeedsOfEveryProfileBreakNothing() throws InterruptedException {
        requireSound(seed -> Task.of(seed, Profile.of(seed)).inBrief(), 1, SEEDS);
    }

    /// Seeds that once found something; see the file.
    @Test
    void noSeedThatOnceFoundSomethingFindsItAgain() throws IOException, InterruptedException {
        List<Task> tasks = regressions();
        requireSound(index -> tasks.get((int) index), 0, tasks.size());
    }

    private static void requireSound(LongFunction<Task> tasks, long from, long count)
            throws InterruptedException {
        Campaign campaign =
                new Campaign(tasks, from, count, Runtime.getRuntime().availableProcessors());
        StringBuilder broken = new StringBuilder();
        Campaign.Tally tally =
                campaign.run((verdict, _) ->
                        verdict.violation()
                                .ifPresent(v ->
                                        broken.append(v.getMessage())
                                                .append('\n')
                                                .append(verdict.task().command())
                                                .append('\n')));

        assertEquals("", broken.toString());
        assertEquals(count, tally.seeds());
    }

    private static List<Task> regressions() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/regressions.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> regression(List.of(line.split("\\s+", 4))))
                .toList();
    }

    private static Task regression(List<String> words) {
        Profile profile = Profile.valueOf(words.get(1).toUpperCase(Locale.ROOT));
        Task task = Task.of(Long.parseLong(words.get(0)), profile);
        return switch (words.get(2)) {
            case "brief" -> task.inBrief();
            case "whole" -> task;
            default -> throw new IllegalArgumentException("brief or whole: " + words);
        };
    }

    private static String runElsewhere(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.isochron.node.Main",
                                "sim"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
