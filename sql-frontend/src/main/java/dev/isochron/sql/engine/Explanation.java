package dev.isochron.sql.engine;

import dev.isochron.client.route.Traffic;
import dev.isochron.client.txn.Statistics;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.plan.Plan;
import dev.isochron.sql.run.Operator;
import dev.isochron.sql.run.Profile;
import dev.isochron.sql.session.SessionView;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Plans as texts.
final class Explanation {

    private Explanation() {}

    /// The lines of a plan.
    ///
    /// @param profile what was counted, or null
    static List<String> lines(Plan plan, @Nullable Profile profile) {
        List<String> lines = new ArrayList<>();
        add(plan.root(), 0, plan, profile, lines);
        for (int i = 0; i < plan.subplans().size(); i++) {
            lines.add("  SubPlan " + i);
            add(plan.subplans().get(i), 2, plan, profile, lines);
        }
        return lines;
    }

    /// Runs a plan to its end, and tells how that was.
    static List<String> run(
            Plan plan,
            Profile profile,
            StoredReader reader,
            SessionView view,
            Function<Profile, Answer> begin) {
        reader.count(profile.traffic());
        Duration lockWait = reader.lockWait();
        long begun = view.clockMicros();
        try (Answer answer = begin.apply(profile)) {
            while (answer.next() != null) {
                view.checkCancelled();
            }
        } finally {
            reader.count(null);
        }
        List<String> lines = new ArrayList<>(lines(plan, profile));
        lines.addAll(sums(profile));
        if (profile.isTimed()) {
            lines.add("Lock Wait: " + millis(reader.lockWait().minus(lockWait)));
            lines.add("Execution Time: " + millis(micros(view.clockMicros() - begun)));
        }
        return lines;
    }

    private static String time(Profile profile, Profile.Count count) {
        return profile.isTimed()
                ? String.format(Locale.ROOT, "time=%.3f ", count.micros() / 1000.0)
                : "";
    }

    /// What is said of all of a run.
    private static List<String> sums(Profile profile) {
        Traffic traffic = profile.traffic();
        String numbers =
                traffic.shards().stream()
                        .map(shard -> Long.toString(shard.value()))
                        .collect(Collectors.joining(", "));
        List<String> sums = new ArrayList<>();
        sums.add(
                "Shards: %d%s"
                        .formatted(
                                traffic.shards().size(),
                                numbers.isEmpty() ? "" : " (" + numbers + ")"));
        sums.add("Requests: " + traffic.requests());
        if (profile.isTimed()) {
            Duration waited = Duration.ofNanos(traffic.waitedNanos());
            sums.add("Waiting for Shards: " + millis(waited));
        }
        return sums;
    }

    /// What is said of the commit.
    ///
    /// @param took how long it took as a whole
    static List<String> commit(Statistics statistics, Duration took, Profile profile) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Commit: shards=%d written=%d"
                        .formatted(statistics.shards(), statistics.shardsWritten()));
        if (profile.isTimed()) {
            lines.add("Commit Time: " + millis(took));
            lines.add("Commit Wait: " + millis(statistics.commitWait()));
        }
        return lines;
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.3f ms", time.toNanos() / 1e6);
    }

    /// Lines as rows of one column.
    static List<Value[]> rows(List<String> lines) {
        return lines.stream().map(line -> new Value[] {Value.of(line)}).toList();
    }

    private static String expected(Operator step, Plan plan) {
        OptionalLong rows = plan.estimates().of(step);
        return rows.isPresent() ? " (rows=" + rows.getAsLong() + ")" : "";
    }

    private static void add(
            Operator step, int depth, Plan plan, @Nullable Profile profile, List<String> lines) {
        String indent = " ".repeat(Math.max(0, depth * 3 - (depth > 0 ? 1 : 0)));
        String arrow = depth > 0 ? "->  " : "";
        lines.add(indent + arrow + step.title() + expected(step, plan) + counted(step, profile));
        String deeper = " ".repeat(indent.length() + arrow.length() + 2);
        step.details().forEach(detail -> lines.add(deeper + detail));
        for (Operator input : step.inputs()) {
            add(input, depth + 1, plan, profile, lines);
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
                        " (actual %srows=%d loops=%d requests=%d)",
                        time(profile, count),
                        count.rows(),
                        count.loops(),
                        count.requests());
    }
}
