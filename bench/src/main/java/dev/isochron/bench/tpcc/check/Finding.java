package dev.isochron.bench.tpcc.check;

/// A condition that does not hold.
///
/// @param condition 1 to 12, as clause 3.3.2 numbers them
/// @param where `warehouse 1, district 2`
/// @param what was found
public record Finding(int condition, String where, String what) {
    @Override
    public String toString() {
        return "consistency condition %d, %s: %s".formatted(condition, where, what);
    }
}
