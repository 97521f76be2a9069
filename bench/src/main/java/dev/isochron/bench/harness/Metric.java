package dev.isochron.bench.harness;

/// What a row measures, and in which unit.
///
/// @param name as it stands in the report: lower case, words joined by spaces
/// @param unit as it stands in the report
public record Metric(String name, String unit) {

    public static final Metric THROUGHPUT = new Metric("throughput", "entries/s");
    public static final Metric THROUGHPUT_MIN = new Metric("throughput min", "entries/s");
    public static final Metric THROUGHPUT_MAX = new Metric("throughput max", "entries/s");
    public static final Metric P50 = new Metric("p50", "µs");
    public static final Metric P99 = new Metric("p99", "µs");
    public static final Metric P999 = new Metric("p99.9", "µs");
    public static final Metric SLOWEST = new Metric("slowest", "µs");

    /// Per server process: each of the three has a log of its own to sync.
    public static final Metric SYNCS = new Metric("syncs per server", "syncs/s");

    public static final Metric ENTRIES_PER_SYNC = new Metric("entries per sync", "entries");

    /// All server processes together.
    public static final Metric CPU = new Metric("server CPU", "s/100k entries");

    /// All server processes together.
    public static final Metric ALLOCATED = new Metric("server allocation", "B/entry");

    public static final Metric CLIENT_CPU = new Metric("client CPU", "s/100k entries");
    public static final Metric FAILED = new Metric("failed", "entries");

    /// All server processes together, as a share of one core.
    public static final Metric IDLE_CPU = new Metric("idle CPU", "% of a core");

    public Metric {
        if (name.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("a metric needs a name and a unit");
        }
    }

    /// The same quantity of a variant of the subject.
    public Metric of(String variant) {
        return new Metric(name + ", " + variant, unit);
    }
}
