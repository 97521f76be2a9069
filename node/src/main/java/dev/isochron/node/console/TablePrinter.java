package dev.isochron.node.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/// Results as tables with aligned columns, or with a line to a value.
final class TablePrinter implements Printer {

    /// How many rows decide how wide the columns are; wider values later push the rest aside.
    static final int LOOK_AHEAD = 1000;

    /// Types whose values stand at the right: numbers and oid.
    private static final List<Integer> NUMBERS = List.of(20, 21, 23, 26, 700, 701, 1700);

    private final PrintWriter out;
    private final boolean expanded;
    private final List<List<@Nullable String>> waiting = new ArrayList<>();
    private List<Listener.Column> columns = List.of();
    private int[] widths = new int[0];
    private boolean headed;
    private long count;

    TablePrinter(PrintWriter out, boolean expanded) {
        this.out = out;
        this.expanded = expanded;
    }

    @Override
    public void begin(List<Listener.Column> with) {
        columns = with;
        widths = with.stream().mapToInt(column -> width(column.name())).toArray();
        headed = false;
        count = 0;
    }

    @Override
    public void row(List<@Nullable String> values) {
        count++;
        if (expanded) {
            record(values);
            return;
        }
        if (headed) {
            line(values);
            return;
        }
        waiting.add(values);
        if (waiting.size() == LOOK_AHEAD) {
            release();
        }
    }

    @Override
    public void end() {
        if (!expanded) {
            release();
        }
        out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
        out.println();
        out.flush();
    }

    @Override
    public void done(String tag) {
        if (!tag.isEmpty()) {
            out.println(tag);
            out.flush();
        }
    }

    private void release() {
        if (headed) {
            return;
        }
        headed = true;
        for (List<@Nullable String> values : waiting) {
            for (int i = 0; i < widths.length; i++) {
                for (String line : shown(values.get(i)).split("\n", -1)) {
                    widths[i] = Math.max(widths[i], width(line));
                }
            }
        }
        head();
        waiting.forEach(this::line);
        waiting.clear();
    }

    private void head() {
        StringBuilder names = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String name = columns.get(i).name();
            int left = (widths[i] - width(name)) / 2;
            names.append(i == 0 ? " " : "| ").append(" ".repeat(left)).append(name);
            names.append(" ".repeat(widths[i] - width(name) - left + 1));
            rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        }
        out.println(names.toString().stripTrailing());
        out.println(rule);
    }

    private void line(List<@Nullable String> values) {
        List<String[]> cells = values.stream().map(value -> shown(value).split("\n", -1)).toList();
        int height = cells.stream().mapToInt(cell -> cell.length).max().orElse(1);
        for (int at = 0; at < height; at++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String[] cell = cells.get(i);
                String text = at < cell.length ? cell[at] : "";
                String space = " ".repeat(Math.max(0, widths[i] - width(text)));
                boolean number = NUMBERS.contains(columns.get(i).type());
                line.append(i == 0 ? " " : "| ").append(number ? space + text : text + space);
                line.append(at + 1 < cell.length ? "+" : " ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private void record(List<@Nullable String> values) {
        int widest = Arrays.stream(widths).max().orElse(0);
        out.println("-[ RECORD " + count + " ]" + "-".repeat(Math.max(1, widest)));
        for (int i = 0; i < widths.length; i++) {
            String name = columns.get(i).name();
            String[] lines = shown(values.get(i)).split("\n", -1);
            for (int at = 0; at < lines.length; at++) {
                String label = at == 0 ? name : "";
                out.println(label + " ".repeat(widest - width(label)) + " | " + lines[at]);
            }
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
