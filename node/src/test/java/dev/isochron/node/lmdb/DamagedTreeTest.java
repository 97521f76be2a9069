package dev.isochron.node.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A flipped bit anywhere in the pages of LMDB never makes a wrong row. It may hide a row, which
/// only the comparison with other replicas finds, and does find; and it may end the process, which
/// restarts and is then refused or repaired.
class DamagedTreeTest {
    private static final int FLIPS = 80;

    @Test
    void noFlippedBitOfAPageMakesAWrongRow(@TempDir Path directory) throws Exception {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        int next = 0;
        while (next < FLIPS) {
            List<String> said = run(directory, next);
            for (String line : said) {
                String[] words = line.split(" ", 2);
                if (!words[1].equals("begins")) {
                    outcomes.merge(words[1], 1, Integer::sum);
                }
            }
            String last = said.getLast();
            if (last.endsWith("begins")) {
                outcomes.merge("PROCESS ENDED", 1, Integer::sum);
            }
            next = Integer.parseInt(last.substring(0, last.indexOf(' '))) + 1;
        }
        System.out.println(FLIPS + " flipped bits: " + outcomes);
        assertEquals(0, count(outcomes, "WRONG"));
        assertTrue(count(outcomes, "REFUSED") > 0, outcomes::toString);
        assertTrue(count(outcomes, "MISSING") > 0, outcomes::toString);
        assertEquals(count(outcomes, "MISSING"), outcomes.get("MISSING found"), outcomes::toString);
        assertEquals(count(outcomes, "FINE"), outcomes.get("FINE alike"), outcomes::toString);
    }

    private static int count(SortedMap<String, Integer> outcomes, String first) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(first))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static List<String> run(Path directory, int from)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("jvm.flags").toAbsolutePath());
        command.add("@" + Path.of("short.flags").toAbsolutePath());
        command.add("-XX:ErrorFile=" + directory.resolve("crash.log"));
        command.add("-XX:-CreateCoredumpOnCrash");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(DamagedTree.class.getName());
        command.addAll(List.of(directory.toString(), "" + from, "" + FLIPS));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(directory.resolve("err").toFile())
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().filter(line -> line.matches("\\d+ [A-Za-z ]+")).toList();
    }
}
