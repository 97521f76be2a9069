package dev.isochron.simulation.history;

/// Something that cannot have happened if all promises were kept.
///
/// @param kind its name in the literature where it has one: `G0`, `G1a`, `G1b`, `G1c`, `G-single`,
///   `G2`, with `-realtime` or `-timestamp` behind it if that order is part of the cycle
/// @param evidence transactions and what each saw, for a person
public record Anomaly(String kind, String evidence) {
    @Override
    public String toString() {
        return kind + ": " + evidence;
    }
}
