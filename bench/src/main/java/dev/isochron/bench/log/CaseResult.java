package dev.isochron.bench.log;

import dev.isochron.bench.harness.Counted;
import dev.isochron.bench.harness.Probe;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Series;
import dev.isochron.bench.harness.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One case, measured with several probes in turn.
record CaseResult(LogCase of, List<Series> series) {

    /// Runs all probes `repetitions` times. Each repetition begins with another probe, so that none
    /// always follows the same one.
    static CaseResult measure(
            LogCase of, List<Probe> probes, int repetitions, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Series> all =
                probes.stream()
                        .map(probe -> new Series(of.label(), Counted.ENTRIES, probe))
                        .toList();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            progress.accept("%s, %d of %d".formatted(of.label(), repetition + 1, repetitions));
            for (int turn = 0; turn < all.size(); turn++) {
                all.get((repetition + turn) % all.size()).repeat();
            }
        }
        return new CaseResult(of, all);
    }

    Optional<Series> main(Subject subject) {
        return find(subject, "");
    }

    Optional<Series> find(Subject subject, String variant) {
        return series.stream()
                .filter(one -> one.probe().subject() == subject)
                .filter(one -> one.probe().variant().equals(variant))
                .findFirst();
    }

    List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Series one : series) {
            rows.addAll(one.rows());
        }
        return rows;
    }
}
