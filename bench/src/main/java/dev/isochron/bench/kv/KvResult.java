package dev.isochron.bench.kv;

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

/// One case and the repetitions of each of its probes.
record KvResult(KvCase of, List<Series> series) {

    static KvResult of(KvCase of, List<Probe> probes) {
        List<Series> series = new ArrayList<>();
        for (Probe probe : probes) {
            series.add(new Series(of.label(), Counted.TRANSACTIONS, probe));
        }
        return new KvResult(of, series);
    }

    /// Once more, beginning with another probe each time. A peer that fails is left out from then
    /// on, and `progress` is told; that we do ends everything.
    void repeat(int repetition, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Series> failed = new ArrayList<>();
        for (int turn = 0; turn < series.size(); turn++) {
            Series one = series.get((repetition + turn) % series.size());
            try {
                one.repeat();
            } catch (IOException e) {
                if (!one.probe().subject().isPeer()) {
                    throw e;
                }
                failed.add(one);
                progress.accept(KvRunning.leftOut(one.probe().subject(), of.label(), e));
            }
        }
        series.removeAll(failed);
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
