package dev.isochron.simulation.history;

import dev.isochron.simulation.history.Dependencies.Edge;
import dev.isochron.simulation.history.Dependencies.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges a history of transactions that append to lists: could it have happened if every
/// transaction took effect at one instant, in the order of the commit timestamps and of real time?
public final class ListAppendJudge {

    private final List<Transaction> transactions;

    public ListAppendJudge(List<Transaction> transactions) {
        this.transactions = List.copyOf(transactions);
    }

    /// What cannot have happened; nothing if all is well.
    public List<Anomaly> judge() {
        KeyOrders orders = new KeyOrders(transactions);
        List<Anomaly> anomalies = new ArrayList<>(orders.anomalies());
        if (!anomalies.isEmpty()) {
            // Without an order of the values, dependencies would be guesses.
            return anomalies;
        }
        Map<String, Anomaly> byEvidence = new LinkedHashMap<>();
        List<Dependencies> graphs =
                List.of(
                        new Dependencies(transactions, orders).withLists(),
                        new Dependencies(transactions, orders).withLists().withRealTime(),
                        new Dependencies(transactions, orders).withLists().withTimestamps());
        for (Dependencies graph : graphs) {
            for (List<Edge> cycle : Cycles.in(graph.edges())) {
                Anomaly anomaly = describe(graph, cycle);
                byEvidence.putIfAbsent(anomaly.evidence(), anomaly);
            }
        }
        anomalies.addAll(byEvidence.values());
        timestampsAgainstRealTime().ifPresent(anomalies::add);
        return anomalies;
    }

    private static Anomaly describe(Dependencies graph, List<Edge> cycle) {
        long antiDependencies = count(cycle, Kind.READ_WRITE);
        String kind =
                antiDependencies > 1
                        ? "G2"
                        : antiDependencies == 1
                                ? "G-single"
                                : count(cycle, Kind.WRITE_READ) > 0 ? "G1c" : "G0";
        if (count(cycle, Kind.REAL_TIME) > 0) {
            kind += "-realtime";
        }
        if (count(cycle, Kind.TIMESTAMP) > 0) {
            kind += "-timestamp";
        }
        StringBuilder evidence =
                new StringBuilder("each comes before the next, the last before the first:");
        for (Edge edge : cycle) {
            graph.transaction(edge.from())
                    .ifPresent(t ->
                            evidence.append("\n  ")
                                    .append(t)
                                    .append("\n    because ")
                                    .append(edge.kind().describe(edge.key())));
        }
        return new Anomaly(kind, evidence.toString());
    }

    private static long count(List<Edge> cycle, Kind kind) {
        return cycle.stream().filter(edge -> edge.kind() == kind).count();
    }

    /// The first promise: if A is acknowledged before B begins, and B writes, then ts(A) < ts(B).
    private Optional<Anomaly> timestampsAgainstRealTime() {
        List<Transaction> stamped =
                transactions.stream()
                        .filter(t -> t.isAcknowledged() && t.commitNanos().isPresent())
                        .toList();
        List<Transaction> byEnd =
                stamped.stream()
                        .sorted(Comparator.comparingLong(t -> t.completed().orElseThrow()))
                        .toList();
        Optional<Transaction> newest = Optional.empty();
        int ended = 0;
        for (Transaction later : stamped) {
            while (byEnd.get(ended).completed().orElseThrow() < later.invoked()) {
                newest = newer(newest, byEnd.get(ended));
                ended++;
            }
            if (later.writes() && newest.filter(t -> nanos(t) >= nanos(later)).isPresent()) {
                return Optional.of(
                        new Anomaly(
                                "timestamp-inversion",
                                "acknowledged before the other began, and no smaller:\n  %s\n  %s"
                                        .formatted(newest.get(), later)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Transaction> newer(Optional<Transaction> newest, Transaction other) {
        return newest.isPresent() && nanos(newest.get()) >= nanos(other)
                ? newest
                : Optional.of(other);
    }

    private static long nanos(Transaction transaction) {
        return transaction.commitNanos().orElseThrow();
    }
}
