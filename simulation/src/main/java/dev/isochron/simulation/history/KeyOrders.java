package dev.isochron.simulation.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Per key, the order of its values: the longest list that was read, of which every other must be a
/// beginning.
final class KeyOrders {

    /// A place of one value.
    record Value(long key, long value) {}

    private final Map<Value, Transaction> writers = new LinkedHashMap<>();
    private final TreeMap<Long, List<Long>> longest = new TreeMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();

    KeyOrders(List<Transaction> transactions) {
        transactions.forEach(this::noteWrites);
        transactions.stream().filter(Transaction::isAcknowledged).forEach(this::noteReads);
        longest.forEach(this::judgeValues);
        transactions.stream().filter(Transaction::isAcknowledged).forEach(this::judgeReads);
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }

    Set<Long> keys() {
        Set<Long> keys = new LinkedHashSet<>(longest.keySet());
        writers.keySet().forEach(value -> keys.add(value.key()));
        return keys;
    }

    /// The values of a key as far as reads show them.
    List<Long> orderOf(long key) {
        return longest.getOrDefault(key, List.of());
    }

    Optional<Transaction> writerOf(long key, long value) {
        return Optional.ofNullable(writers.get(new Value(key, value)));
    }

    /// Acknowledged appends that no read shows.
    List<Transaction> unseenWriters(long key) {
        Set<Long> seen = new LinkedHashSet<>(orderOf(key));
        List<Transaction> unseen = new ArrayList<>();
        writers.forEach((value, writer) -> {
            boolean hidden = value.key() == key && !seen.contains(value.value());
            if (hidden && writer.isAcknowledged() && !unseen.contains(writer)) {
                unseen.add(writer);
            }
        });
        return unseen;
    }

    private void noteWrites(Transaction transaction) {
        for (Step step : transaction.steps()) {
            if (step instanceof Step.Append(long key, long value)
                    && writers.put(new Value(key, value), transaction) != null) {
                throw new MalformedHistory(
                        "value " + value + " is appended to key " + key + " twice");
            }
        }
    }

    private void noteReads(Transaction transaction) {
        for (Step step : transaction.steps()) {
            if (step instanceof Step.Read(long key, Optional<List<Long>> seen)
                    && seen.isPresent()
                    && seen.get().size() > orderOf(key).size()) {
                longest.put(key, seen.get());
            }
        }
    }

    private void judgeValues(long key, List<Long> values) {
        if (new LinkedHashSet<>(values).size() < values.size()) {
            anomalies.add(new Anomaly("duplicate-element", "key " + key + " holds " + values));
        }
        for (long value : values) {
            Transaction writer = writers.get(new Value(key, value));
            if (writer == null) {
                anomalies.add(
                        new Anomaly(
                                "garbage-read",
                                "key " + key + " holds " + value + ", which nobody appended"));
            } else if (writer.fate() == Operation.Type.FAIL) {
                anomalies.add(
                        new Anomaly(
                                "G1a",
                                "key %d holds %d of an aborted transaction, %s"
                                        .formatted(key, value, writer)));
            }
        }
    }

    private void judgeReads(Transaction transaction) {
        TreeMap<Long, List<Long>> own = new TreeMap<>();
        for (Step step : transaction.steps()) {
            switch (step) {
                case Step.Append(long key, long value) ->
                        own.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
                case Step.Read(long key, Optional<List<Long>> seen) ->
                        seen.ifPresent(list ->
                                judgeRead(
                                        transaction, key, list, own.getOrDefault(key, List.of())));
            }
        }
    }

    private void judgeRead(Transaction reader, long key, List<Long> seen, List<Long> own) {
        List<Long> whole = orderOf(key);
        if (!whole.subList(0, seen.size()).equals(seen)) {
            anomalies.add(
                    new Anomaly(
                            "incompatible-order",
                            "key %d was read as %s and as %s, by %s"
                                    .formatted(key, whole, seen, reader)));
        }
        int others = seen.size() - own.size();
        if (others < 0 || !seen.subList(others, seen.size()).equals(own)) {
            anomalies.add(
                    new Anomaly(
                            "internal",
                            "key %d was read as %s after own appends of %s, by %s"
                                    .formatted(key, seen, own, reader)));
        } else if (others > 0) {
            judgeBorder(reader, key, seen.get(others - 1));
        }
    }

    /// What is read ends with the last append of some transaction, not in the middle of it.
    private void judgeBorder(Transaction reader, long key, long last) {
        Transaction writer = writers.get(new Value(key, last));
        boolean intermediate =
                writer != null
                        && !writer.equals(reader)
                        && writer.lastAppendTo(key).filter(value -> value != last).isPresent();
        if (intermediate) {
            anomalies.add(
                    new Anomaly(
                            "G1b",
                            "key %d was read up to %d, in the middle of %s, by %s"
                                    .formatted(key, last, writer, reader)));
        }
    }
}
