package dev.isochron.node.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Results as CSV (RFC 4180) with a line of names; NULL is nothing, the empty string is `""`.
final class CsvPrinter implements Printer {

    private final PrintWriter out;

    CsvPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Listener.Column> columns) {
        line(columns.stream().map(Listener.Column::name).toList());
    }

    @Override
    public void row(List<@Nullable String> values) {
        line(values);
    }

    @Override
    public void end() {
        out.flush();
    }

    @Override
    public void done(String tag) {
        // A table is all that a reader of CSV wants.
    }

    private void line(List<? extends @Nullable String> values) {
        out.print(values.stream().map(CsvPrinter::cell).collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    private static String cell(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean quoted = value.isEmpty() || value.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
