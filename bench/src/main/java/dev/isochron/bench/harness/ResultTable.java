package dev.isochron.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The terminal's view of result rows: a block for each case, its subjects side by side, and one
/// line for each target.
///
/// ```
/// payload=100B clients=16 groups=1      isochron        raw      ratis
///   throughput        entries/s           12,345     67,890      1,234
/// PASS  16 clients against Ratis: 10.0 ratio (9.1 to 10.8), at least 3.00
/// ```
public final class ResultTable {

    private static final int METRIC_WIDTH = 38;
    private static final int UNIT_WIDTH = 18;
    private static final int VALUE_WIDTH = 12;

    private ResultTable() {}

    public static String render(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        List<Target.Verdict> verdicts = new ArrayList<>();
        for (List<Row> ofCase : byCase(rows)) {
            if (Target.Verdict.isVerdict(ofCase)) {
                verdicts.add(Target.Verdict.of(ofCase));
            } else {
                appendBlock(text, ofCase);
            }
        }
        verdicts.forEach(verdict -> appendVerdict(text, verdict));
        return text.toString();
    }

    /// Whether no verdict among the rows is a miss.
    public static boolean allTargetsMet(List<Row> rows) {
        return byCase(rows).stream()
                .filter(Target.Verdict::isVerdict)
                .map(Target.Verdict::of)
                .allMatch(Target.Verdict::met);
    }

    private static List<List<Row>> byCase(List<Row> rows) {
        Map<String, List<Row>> cases = new LinkedHashMap<>();
        for (Row row : rows) {
            cases.computeIfAbsent(row.benchCase(), _ -> new ArrayList<>()).add(row);
        }
        return List.copyOf(cases.values());
    }

    private static void appendBlock(StringBuilder text, List<Row> ofCase) {
        Set<Subject> subjects = new TreeSet<>();
        Set<String> metrics = new LinkedHashSet<>();
        for (Row row : ofCase) {
            subjects.add(row.subject());
            metrics.add(row.metric());
        }
        text.append(padded(ofCase.getFirst().benchCase(), 2 + METRIC_WIDTH + UNIT_WIDTH));
        subjects.forEach(subject -> text.append(aligned(subject.label())));
        text.append('\n');
        for (String metric : metrics) {
            appendLine(text, ofCase, metric, subjects);
        }
        text.append('\n');
    }

    private static void appendLine(
            StringBuilder text, List<Row> ofCase, String metric, Set<Subject> subjects) {
        List<Row> line = ofCase.stream().filter(row -> row.metric().equals(metric)).toList();
        text.append("  ").append(padded(metric, METRIC_WIDTH));
        text.append(padded(line.getFirst().unit(), UNIT_WIDTH));
        for (Subject subject : subjects) {
            String cell =
                    line.stream()
                            .filter(row -> row.subject() == subject)
                            .map(row -> number(row.value()))
                            .findFirst()
                            .orElse("-");
            text.append(aligned(cell));
        }
        text.append('\n');
    }

    private static void appendVerdict(StringBuilder text, Target.Verdict verdict) {
        text.append(verdict.met() ? "PASS  " : "MISS  ")
                .append(verdict.name())
                .append(": ")
                .append(number(verdict.measured().median()))
                .append(' ')
                .append(verdict.unit())
                .append(" (")
                .append(number(verdict.measured().min()))
                .append(" to ")
                .append(number(verdict.measured().max()))
                .append("), ")
                .append(verdict.sense().words)
                .append(' ')
                .append(number(verdict.bound()))
                .append('\n');
    }

    private static String padded(String text, int width) {
        return text.length() < width ? text + " ".repeat(width - text.length()) : text + " ";
    }

    private static String aligned(String cell) {
        return " ".repeat(Math.max(1, VALUE_WIDTH - cell.length())) + cell;
    }

    /// About three digits, which is more than two runs share.
    static String number(double value) {
        double size = Math.abs(value);
        String format =
                size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
