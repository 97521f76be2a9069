package dev.isochron.node.console;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results as JSON: an array of objects, one to a line.
final class JsonPrinter implements Printer {

    /// smallint, integer, bigint, oid, real, double precision, numeric.
    private static final List<Integer> NUMBERS = List.of(20, 21, 23, 26, 700, 701, 1700);

    private static final int BOOL = 16;
    private static final int JSON = 114;
    private static final int JSONB = 3802;

    private final PrintWriter out;
    private List<Listener.Column> columns = List.of();
    private long count;

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Listener.Column> with) {
        columns = with;
        count = 0;
        out.print('[');
    }

    @Override
    public void row(List<@Nullable String> values) {
        StringBuilder line = new StringBuilder(count++ == 0 ? "{" : ",\n {");
        for (int i = 0; i < values.size(); i++) {
            line.append(i == 0 ? "" : ", ");
            string(line, columns.get(i).name());
            line.append(": ");
            value(line, values.get(i), columns.get(i).type());
        }
        out.print(line.append('}'));
    }

    @Override
    public void end() {
        out.println(']');
        out.flush();
    }

    @Override
    public void done(String tag) {
        // Values are all that a reader of JSON wants.
    }

    private static void value(StringBuilder line, @Nullable String value, int type) {
        if (value == null) {
            line.append("null");
        } else if (type == BOOL) {
            line.append(value.equals("t"));
        } else if (type == JSON || type == JSONB) {
            line.append(value);
        } else if (NUMBERS.contains(type) && !value.contains("N") && !value.contains("I")) {
            line.append(value);
        } else {
            string(line, value);
        }
    }

    private static void string(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
