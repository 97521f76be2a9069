package dev.isochron.bench.report;

import java.util.Locale;

/// Text that is safe in a page.
final class Html {

    private Html() {}

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// JSON inside a script element, which ends at the first `</` otherwise.
    static String json(String json) {
        return json.replace("<", "\\u003c");
    }

    /// About three digits, which is more than two runs share.
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
    }
}
