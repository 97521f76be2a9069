package dev.isochron.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.truetime.invariant.Invariant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of invariants and the code have the same names.
class InvariantsTest {

    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]\\d+) ([a-z ]+) \\|.*");

    @Test
    void thePageExplainsEveryInvariantOfTheCodeAndNoOther() {
        Set<String> inCode = new TreeSet<>();
        Stream.of(Invariant.values()).forEach(it -> inCode.add(it.name() + " " + title(it)));
        assertEquals(inCode, names(SourceTree.ofThisCheckout().file("docs/invariants.md").lines()));
    }

    @Test
    void rowsAreReadByTheirNames() {
        assertEquals(
                Set.of("P1 agreement", "C3 no overlap"),
                names(
                        List.of(
                                "| name | statement |",
                                "| P1 agreement | no two |",
                                "| C3 no overlap | x |")));
    }

    private static String title(Invariant invariant) {
        return invariant.statement().substring(0, invariant.statement().indexOf(':'));
    }

    private static Set<String> names(List<String> page) {
        Set<String> names = new TreeSet<>();
        for (String line : page) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                names.add(row.group(1) + " " + row.group(2));
            }
        }
        return names;
    }
}
