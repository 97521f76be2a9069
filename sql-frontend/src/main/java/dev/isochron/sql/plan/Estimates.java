package dev.isochron.sql.plan;

import dev.isochron.sql.run.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// About how many rows each step gives, as far as that was thought of when it was chosen.
public final class Estimates {
    private final List<Planned> all = new ArrayList<>();
    private boolean counted;

    Planned note(Planned planned) {
        all.add(planned);
        return planned;
    }

    /// Notes that the rows of a table were counted.
    void counted() {
        counted = true;
    }

    /// What is known of the steps of a plan, without those that were thought of as well.
    Estimates of(List<Operator> roots) {
        Estimates kept = new Estimates();
        kept.counted = counted;
        if (counted) {
            roots.forEach(root -> keep(root, kept));
        }
        return kept;
    }

    private void keep(Operator step, Estimates to) {
        // The last that was said of it knows most.
        for (int i = all.size() - 1; i >= 0; i--) {
            if (isSame(all.get(i).step(), step)) {
                to.all.add(all.get(i));
                break;
            }
        }
        step.inputs().forEach(input -> keep(input, to));
    }

    /// Whether the step is the very same one, not one that is equal.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Operator a, Operator b) {
        return a == b;
    }

    /// How many; nothing if that is a mere guess, since no table was ever counted.
    public OptionalLong of(Operator step) {
        for (Planned planned : all) {
            if (isSame(planned.step(), step)) {
                return OptionalLong.of(Math.max(1, Math.round(planned.rows())));
            }
        }
        return OptionalLong.empty();
    }
}
