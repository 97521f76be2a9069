package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.Metric;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spending;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a transaction cost the servers of one subject: of all together, and of each.
final class CostRows {

    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double MILLIS = 1e3;

    private CostRows() {}

    /// @param spendings of all runs of one subject
    static List<Row> of(String benchCase, List<Spending> spendings) {
        List<Row> rows = new ArrayList<>();
        add(rows, benchCase, "server", spendings);
        TreeSet<Integer> nodes = new TreeSet<>();
        spendings.forEach(one -> nodes.add(one.node()));
        for (int node : nodes) {
            add(
                    rows,
                    benchCase,
                    "node " + node,
                    spendings.stream().filter(one -> one.node() == node).toList());
        }
        return rows;
    }

    private static void add(List<Row> rows, String benchCase, String who, List<Spending> of) {
        for (Amount amount : Amount.values()) {
            List<Spending> known =
                    of.stream().filter(one -> one.amounts().containsKey(amount)).toList();
            if (!known.isEmpty()) {
                rows.add(
                        Row.of(
                                benchCase,
                                known.getFirst().subject(),
                                new Metric(who + " " + amount, unit(amount)),
                                value(amount, known)));
            }
        }
    }

    private static String unit(Amount amount) {
        return switch (amount) {
            case CPU -> "ms/transaction";
            case WRITTEN, SENT -> "B/transaction";
            case RESIDENT -> "MiB";
        };
    }

    /// Per transaction of the cluster; memory is the mean of the runs, of all nodes together.
    private static double value(Amount amount, List<Spending> known) {
        double sum = known.stream().mapToDouble(one -> one.amounts().get(amount)).sum();
        long runs = known.stream().mapToInt(Spending::run).distinct().count();
        long nodes = known.stream().mapToInt(Spending::node).distinct().count();
        double transactions =
                known.stream().mapToDouble(Spending::transactions).sum() / Math.max(1, nodes);
        return switch (amount) {
            case CPU -> transactions == 0 ? 0 : MILLIS * sum / transactions;
            case WRITTEN, SENT -> transactions == 0 ? 0 : sum / transactions;
            case RESIDENT -> sum / Math.max(1, runs) / BYTES_PER_MIB;
        };
    }
}
