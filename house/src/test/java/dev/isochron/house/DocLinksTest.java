package dev.isochron.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every link inside the tree leads somewhere.
class DocLinksTest {

    @TempDir Path root;

    @Test
    void everyLinkOfTheTreeLeadsSomewhere() {
        List<Finding> findings = DocLinks.inspect(SourceTree.ofThisCheckout());
        assertTrue(findings.isEmpty(), () -> Finding.report(findings));
    }

    @Test
    void aLinkToAMissingPageIsFoundAtItsLine() throws IOException {
        plant("pages/a.md", "# A\n\nSee [b](b.md).\n");
        expect("pages/a.md:3: [doc-link] `b.md` leads nowhere");
    }

    @Test
    void aLinkToAMissingAnchorIsFound() throws IOException {
        plant("pages/a.md", "# A\n\nSee [b](b.md#the-road) and [here](#a) and [gone](#away).\n");
        plant("pages/b.md", "# B\n\n## The path\n");
        expect(
                "pages/a.md:3: [doc-link] `#away` leads nowhere",
                "pages/a.md:3: [doc-link] `b.md#the-road` leads nowhere");
    }

    @Test
    void aSourceThatNamesAMissingPageIsFound() throws IOException {
        // Put together, so that this very file does not name a missing page.
        String there = "docs" + "/a.md";
        String gone = "docs" + "/gone.md#x";
        plant(there, "# A\n");
        plant("x/A.java", "/// See " + there + " and " + gone + ".\nclass A {}\n");
        expect("x/A.java:1: [doc-link] `" + gone + "` leads nowhere");
    }

    @Test
    void codeAndOtherSitesAreNotLinks() throws IOException {
        plant("a.md", "`[a](b.md)` [c](https://example.org/x.md)\n```\n[d](e.md)\n```\n");
        expect();
    }

    @Test
    void headingsGetTheAnchorsThatGitHubGivesThem() {
        String page = "# P1 agreement\n## What's *new*, and why\n## Twice\n## Twice\n## A `b_c`\n";
        assertEquals(
                List.of("a-b_c", "p1-agreement", "twice", "twice-1", "whats-new-and-why"),
                List.copyOf(DocLinks.anchorsOf(new SourceFile("a.md", page))));
    }

    private void plant(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void expect(String... findings) {
        assertEquals(
                List.of(findings),
                DocLinks.inspect(SourceTree.under(root)).stream().map(Finding::toString).toList());
    }
}
