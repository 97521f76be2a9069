package dev.isochron.bench.report;

import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The tables of a page, each from the rows of the report and nothing else.
final class ReportTables {

    private static final String TARGET = "target: ";
    private static final String COMPLETED = ": completed";

    /// Columns of the table of transactions, as the rows name them behind the kind.
    private static final List<String> OF_KIND =
            List.of("completed", "p50", "p90", "p95", "p99", "slowest", "p90 of its limit");

    /// What begins with these is told in a table of its own.
    private static final List<String> COUNTED = List.of("aborts: ", "errors: ");

    private final BenchReport report;

    ReportTables(BenchReport report) {
        this.report = report;
    }

    /// The figures that a reader looks for first.
    String cards() {
        StringBuilder cards = new StringBuilder();
        for (Row row : report.results()) {
            if (row.metric().equals("tpmC") || row.metric().startsWith("tpmC over ")) {
                boolean extreme = row.metric().endsWith(" min") || row.metric().endsWith(" max");
                if (!extreme) {
                    card(cards, row.value(), row.subject().label() + ", " + row.metric());
                }
            }
        }
        return cards.isEmpty() ? "" : "<section class=\"cards\">" + cards + "</section>";
    }

    private static void card(StringBuilder to, double value, String label) {
        to.append("<div class=\"card\"><b>")
                .append(Html.number(value))
                .append("</b><span>")
                .append(Html.text(label))
                .append("</span></div>");
    }

    /// All tables, in the order of interest.
    String all() {
        StringBuilder page = new StringBuilder();
        targets(page);
        transactions(page);
        costs(page);
        counted(page);
        marks(page);
        figures(page);
        pairs(page, "Configuration", report.config());
        pairs(page, "Machine", machine());
        return page.toString();
    }

    private void targets(StringBuilder page) {
        Set<String> names = new LinkedHashSet<>();
        report.results().stream()
                .map(Row::benchCase)
                .filter(name -> name.startsWith(TARGET))
                .forEach(names::add);
        if (names.isEmpty()) {
            return;
        }
        begin(page, "Targets", List.of("target", "median", "least", "most", "bound", "unit"));
        for (String name : names) {
            List<Row> rows =
                    report.results().stream().filter(row -> row.benchCase().equals(name)).toList();
            page.append("<tr>").append(cell(name.substring(TARGET.length())));
            for (String metric : List.of("median", "min", "max")) {
                page.append(numberCell(find(rows, metric)));
            }
            Row bound = rows.getLast();
            page.append(cell(bound.metric() + " " + Html.number(bound.value())));
            page.append(cell(bound.unit())).append("</tr>");
        }
        end(page);
    }

    private static Optional<Row> find(List<Row> rows, String metric) {
        return rows.stream().filter(row -> row.metric().equals(metric)).findFirst();
    }

    private void transactions(StringBuilder page) {
        Set<String> kinds = new LinkedHashSet<>();
        for (Row row : report.results()) {
            if (row.metric().endsWith(COMPLETED)) {
                kinds.add(row.metric().substring(0, row.metric().length() - COMPLETED.length()));
            }
        }
        if (kinds.isEmpty()) {
            return;
        }
        List<String> heads = new ArrayList<>(List.of("transaction", "database"));
        OF_KIND.forEach(column -> heads.add(column + unit(column)));
        begin(page, "Transactions", heads);
        for (String kind : kinds) {
            for (Subject subject : subjects()) {
                page.append("<tr>").append(cell(kind)).append(cell(subject.label()));
                for (String column : OF_KIND) {
                    page.append(numberCell(find(rowsOf(subject), kind + ": " + column)));
                }
                page.append("</tr>");
            }
        }
        end(page);
    }

    private static String unit(String column) {
        return switch (column) {
            case "completed" -> "";
            case "p90 of its limit" -> ", %";
            default -> ", µs";
        };
    }

    private Set<Subject> subjects() {
        Set<Subject> subjects = new TreeSet<>();
        report.results().forEach(row -> subjects.add(row.subject()));
        return subjects;
    }

    private List<Row> rowsOf(Subject subject) {
        return report.results().stream().filter(row -> row.subject() == subject).toList();
    }

    /// What a transaction cost each server.
    private void costs(StringBuilder page) {
        if (report.spendings().isEmpty()) {
            return;
        }
        List<String> heads = new ArrayList<>(List.of("database", "servers"));
        Set<String> who = new LinkedHashSet<>(List.of("server"));
        for (Amount amount : Amount.values()) {
            heads.add(amount.toString());
        }
        report.spendings().forEach(one -> who.add("node " + one.node()));
        begin(page, "What a transaction costs, and what servers hold", heads);
        for (Subject subject : subjects()) {
            for (String one : who) {
                List<Optional<Row>> cells = new ArrayList<>();
                for (Amount amount : Amount.values()) {
                    cells.add(find(rowsOf(subject), one + " " + amount));
                }
                if (cells.stream().anyMatch(Optional::isPresent)) {
                    page.append("<tr>").append(cell(subject.label()));
                    page.append(cell(one.equals("server") ? "all" : one));
                    cells.forEach(row -> page.append(withUnit(row)));
                    page.append("</tr>");
                }
            }
        }
        end(page);
    }

    private static String withUnit(Optional<Row> row) {
        return "<td class=\"n\">"
                + row.map(one -> Html.number(one.value()) + " " + Html.text(one.unit())).orElse("–")
                + "</td>";
    }

    private void counted(StringBuilder page) {
        List<Row> rows = report.results().stream().filter(ReportTables::isCounted).toList();
        if (rows.isEmpty()) {
            return;
        }
        begin(page, "Aborts and errors", List.of("database", "what", "how often"));
        for (Row row : rows) {
            page.append("<tr>").append(cell(row.subject().label())).append(cell(row.metric()));
            page.append(numberCell(Optional.of(row))).append("</tr>");
        }
        end(page);
    }

    private static boolean isCounted(Row row) {
        return COUNTED.stream().anyMatch(row.metric()::startsWith);
    }

    private void marks(StringBuilder page) {
        if (report.marks().isEmpty()) {
            return;
        }
        begin(page, "What happened", List.of("second", "run", "what"));
        for (Mark mark : report.marks()) {
            page.append("<tr><td class=\"n\">%.1f</td>".formatted(mark.second()));
            page.append(cell(Integer.toString(mark.run()))).append(cell(mark.text()));
            page.append("</tr>");
        }
        end(page);
    }

    /// Every row, so that nothing in the JSON is hidden from the reader.
    private void figures(StringBuilder page) {
        page.append("<details><summary>All figures</summary>");
        begin(page, "", List.of("case", "database", "metric", "value", "unit"));
        for (Row row : report.results()) {
            page.append("<tr>").append(cell(row.benchCase())).append(cell(row.subject().label()));
            page.append(cell(row.metric())).append(numberCell(Optional.of(row)));
            page.append(cell(row.unit())).append("</tr>");
        }
        end(page);
        page.append("</details>");
    }

    private Map<String, String> machine() {
        return Map.of(
                "machine",
                "%s; %s, %d cores, %,d MiB; %s; %s"
                        .formatted(
                                report.machine().os(),
                                report.machine().processor(),
                                report.machine().cores(),
                                report.machine().memoryMiB(),
                                report.machine().java(),
                                report.machine().disk()),
                "commit",
                report.commit());
    }

    private static void pairs(StringBuilder page, String title, Map<String, String> pairs) {
        begin(page, title, List.of("what", "value"));
        pairs.forEach((key, value) ->
                page.append("<tr>").append(cell(key)).append(cell(value)).append("</tr>"));
        end(page);
    }

    private static void begin(StringBuilder page, String title, List<String> heads) {
        if (!title.isEmpty()) {
            page.append("<h2>").append(Html.text(title)).append("</h2>");
        }
        page.append("<div class=\"scroll\"><table><tr>");
        heads.forEach(head -> page.append("<th>").append(Html.text(head)).append("</th>"));
        page.append("</tr>\n");
    }

    private static void end(StringBuilder page) {
        page.append("</table></div>\n");
    }

    private static String cell(String text) {
        return "<td class=\"text\">" + Html.text(text) + "</td>";
    }

    private static String numberCell(Optional<Row> row) {
        return "<td class=\"n\">" + row.map(one -> Html.number(one.value())).orElse("–") + "</td>";
    }
}
