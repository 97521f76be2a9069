package dev.isochron.bench.harness;

/// What a server can spend, as reports name it.
public enum Amount {
    CPU("CPU", "s"),
    /// Handed to the kernel, for files and sockets alike.
    WRITTEN("written", "B"),

    SENT("sent to other nodes", "B"),

    /// What it holds at the end, not what it took.
    RESIDENT("memory", "B");

    private final String label;
    private final String unit;

    Amount(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }

    @Override
    public String toString() {
        return label;
    }
}
