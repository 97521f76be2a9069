package dev.isochron.node.console;

import java.io.PrintWriter;

/// How results are written.
public enum Format {
    TABLE,
    EXPANDED,
    CSV,
    JSON;

    /// One that writes so.
    Printer printer(PrintWriter out) {
        return switch (this) {
            case TABLE -> new TablePrinter(out, false);
            case EXPANDED -> new TablePrinter(out, true);
            case CSV -> new CsvPrinter(out);
            case JSON -> new JsonPrinter(out);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
