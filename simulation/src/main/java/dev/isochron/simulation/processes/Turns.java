package dev.isochron.simulation.processes;

import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;

/// Draws by chance, and none twice before each was drawn once: what was asked for comes, also when
/// there is time for a few only.
final class Turns<T> {
    private final List<T> all;
    private final Generator chance;
    private final List<T> left = new ArrayList<>();

    /// @param all at least one
    Turns(List<T> all, Generator chance) {
        this.all = List.copyOf(all);
        this.chance = chance;
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw from");
        }
    }

    T next() {
        if (left.isEmpty()) {
            left.addAll(all);
        }
        return left.remove(chance.nextInt(left.size()));
    }
}
