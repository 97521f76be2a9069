package dev.isochron.sql.engine;

import dev.isochron.sql.plan.Plan;
import dev.isochron.sql.run.Operator;
import dev.isochron.sql.run.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Plans as texts.
final class Explanation {

    private Explanation() {}

    /// The lines of a plan.
    ///
    /// @param profile what was counted, or null
    static List<String> lines(Plan plan, @Nullable Profile profile) {
        List<String> lines = new ArrayList<>();
        add(plan.root(), 0, profile, lines);
        for (int i = 0; i < plan.subplans().size(); i++) {
            lines.add("  SubPlan " + i);
            add(plan.subplans().get(i), 2, profile, lines);
        }
        return lines;
    }

    private static void add(
            Operator step, int depth, @Nullable Profile profile, List<String> lines) {
        String indent = " ".repeat(Math.max(0, depth * 3 - (depth > 0 ? 1 : 0)));
        String arrow = depth > 0 ? "->  " : "";
        lines.add(indent + arrow + step.title() + counted(step, profile));
        String deeper = " ".repeat(indent.length() + arrow.length() + 2);
        step.details().forEach(detail -> lines.add(deeper + detail));
        for (Operator input : step.inputs()) {
            add(input, depth + 1, profile, lines);
        }
    }

    private static String counted(Operator step, @Nullable Profile profile) {
        if (profile == null) {
            return "";
        }
        Profile.Count count = profile.of(step);
        return count == null
                ? " (never executed)"
                : String.format(
                        Locale.ROOT,
                        " (actual time=%.3f rows=%d loops=%d)",
                        count.micros() / 1000.0,
                        count.rows(),
                        count.loops());
    }
}
