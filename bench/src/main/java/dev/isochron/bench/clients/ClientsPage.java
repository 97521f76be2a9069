package dev.isochron.bench.clients;

import java.util.List;

/// The page: a table of clients, what was tried, and where it stopped.
public final class ClientsPage {

    private ClientsPage() {}

    /// The whole page, in Markdown.
    ///
    /// @param absent clients that are not on the machine
    public static String of(List<Verdict> verdicts, List<String> absent) {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # Clients

                What programs and libraries do against three servers of Isochron. This page is
                made by a command, on a machine that has the clients; run it again rather than
                change it:

                ```sh
                isochron bench clients --page docs/clients.md
                ```

                A step that fails says the first error; what a script would have done after it is
                not listed.

                | client | what | |
                |---|---|---|
                """);
        String last = "";
        for (Verdict verdict : verdicts) {
            page.append("| ").append(verdict.client().equals(last) ? "" : verdict.client());
            page.append(" | ").append(verdict.what()).append(" | ");
            page.append(
                    verdict.passed()
                            ? "passes"
                            : "fails: " + verdict.failure().replace("|", "\\|"));
            page.append(" |\n");
            last = verdict.client();
        }
        if (!absent.isEmpty()) {
            page.append("\nNot on that machine: ").append(String.join(", ", absent)).append(".\n");
        }
        return page.toString();
    }
}
