package dev.isochron.bench.harness;

/// What an operation is called in a report.
///
/// @param one `entry`
/// @param many `entries`
public record Counted(String one, String many) {

    public static final Counted ENTRIES = new Counted("entry", "entries");
    public static final Counted TRANSACTIONS = new Counted("transaction", "transactions");

    /// A metric that is worded for entries, in these words.
    public Metric metric(Metric ofEntries) {
        return new Metric(worded(ofEntries.name()), worded(ofEntries.unit()));
    }

    private String worded(String text) {
        return text.replace(ENTRIES.many, many).replace(ENTRIES.one, one);
    }
}
