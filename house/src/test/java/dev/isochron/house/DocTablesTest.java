package dev.isochron.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tables that say which test shows what name tests that there are.
class DocTablesTest {
    private static final String PAGE = "docs/testing.md";
    private static final Pattern CLASS = Pattern.compile("`(\\w+Test)`");

    @Test
    void everyTestThatTheTablesNameIsThere() {
        SourceTree tree = SourceTree.ofThisCheckout();
        Set<String> named = named(page(tree));
        assertFalse(named.isEmpty());
        assertEquals(Set.of(), missing(named, tree));
    }

    @Test
    void aTestThatIsNotThereIsFound() {
        Set<String> named = named("| P1 | `DocTablesTest`, `NobodyWroteThisTest` | |");
        assertEquals(Set.of("NobodyWroteThisTest"), missing(named, SourceTree.ofThisCheckout()));
    }

    private static String page(SourceTree tree) {
        return tree.files().stream()
                .filter(file -> file.path().equals(PAGE))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static Set<String> named(String page) {
        List<String> rows = page.lines().filter(line -> line.startsWith("|")).toList();
        Set<String> named = new TreeSet<>();
        for (String row : rows) {
            CLASS.matcher(row).results().map(DocTablesTest::name).forEach(named::add);
        }
        return named;
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }

    private static Set<String> missing(Set<String> named, SourceTree tree) {
        Set<String> missing = new TreeSet<>(named);
        for (SourceFile file : tree.files()) {
            String path = file.path();
            missing.removeIf(name -> path.endsWith("/" + name + ".java"));
        }
        return missing;
    }
}
