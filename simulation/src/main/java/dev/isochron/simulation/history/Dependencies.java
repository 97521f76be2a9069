package dev.isochron.simulation.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Which transaction must come before which, as a graph. Orders with very many pairs, real time and
/// timestamps, run through extra nodes in a row, so that edges stay as many as transactions.
final class Dependencies {

    /// Why one comes before another.
    enum Kind {
        /// It wrote the version before the other's.
        WRITE_WRITE("its value comes just before in key %d"),
        /// The other read what it wrote.
        WRITE_READ("its value was read in key %d"),
        /// It read the version before the other's.
        READ_WRITE("it did not see the other's value in key %d"),
        /// It was acknowledged before the other began.
        REAL_TIME("it was acknowledged before the other began"),
        /// Its commit timestamp is smaller.
        TIMESTAMP("its timestamp is smaller");

        private final String why;

        Kind(String why) {
            this.why = why;
        }

        String describe(long key) {
            return why.formatted(key);
        }
    }

    /// @param key the list that shows it; 0 where none does
    record Edge(int from, int to, Kind kind, long key) {}

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<Transaction, Integer> numbers = new LinkedHashMap<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final KeyOrders orders;

    /// @param all of the history; those that surely or probably never happened are left out
    Dependencies(List<Transaction> all, KeyOrders orders) {
        this.orders = orders;
        for (Transaction transaction : all) {
            if (transaction.isAcknowledged() || wasSeen(transaction)) {
                numbers.put(transaction, transactions.size());
                transactions.add(transaction);
                edges.add(new ArrayList<>());
            }
        }
    }

    private boolean wasSeen(Transaction transaction) {
        for (Step step : transaction.steps()) {
            if (step instanceof Step.Append(long key, long value)
                    && transaction.fate() == Operation.Type.INFO
                    && orders.orderOf(key).contains(value)) {
                return true;
            }
        }
        return false;
    }

    /// The transaction of a node; none for the nodes in a row.
    Optional<Transaction> transaction(int node) {
        return node < transactions.size() ? Optional.of(transactions.get(node)) : Optional.empty();
    }

    List<List<Edge>> edges() {
        return edges;
    }

    // -- what the lists show -----------------------------------------------------------------

    Dependencies withLists() {
        for (long key : orders.keys()) {
            List<Long> values = orders.orderOf(key);
            for (int i = 1; i < values.size(); i++) {
                writersOf(key, values.get(i - 1), values.get(i));
            }
            for (Transaction unseen : orders.unseenWriters(key)) {
                lastWriter(key).ifPresent(last -> add(last, unseen, Kind.WRITE_WRITE, key));
            }
        }
        List.copyOf(transactions).stream()
                .filter(Transaction::isAcknowledged)
                .forEach(this::addReads);
        return this;
    }

    private void writersOf(long key, long before, long after) {
        Optional<Transaction> first = orders.writerOf(key, before);
        Optional<Transaction> second = orders.writerOf(key, after);
        if (first.isPresent() && second.isPresent()) {
            add(first.get(), second.get(), Kind.WRITE_WRITE, key);
        }
    }

    private Optional<Transaction> lastWriter(long key) {
        List<Long> values = orders.orderOf(key);
        return values.isEmpty() ? Optional.empty() : orders.writerOf(key, values.getLast());
    }

    private void addReads(Transaction reader) {
        TreeMap<Long, Integer> own = new TreeMap<>();
        for (Step step : reader.steps()) {
            switch (step) {
                case Step.Append append -> own.merge(append.key(), 1, Integer::sum);
                case Step.Read(long key, Optional<List<Long>> seen) ->
                        seen.ifPresent(list ->
                                addRead(reader, key, list.size() - own.getOrDefault(key, 0)));
            }
        }
    }

    /// @param others how many values of others were there
    private void addRead(Transaction reader, long key, int others) {
        List<Long> values = orders.orderOf(key);
        if (others > 0) {
            orders.writerOf(key, values.get(others - 1))
                    .ifPresent(writer -> add(writer, reader, Kind.WRITE_READ, key));
        }
        if (others >= 0 && others < values.size()) {
            orders.writerOf(key, values.get(others))
                    .ifPresent(writer -> add(reader, writer, Kind.READ_WRITE, key));
        } else {
            orders.unseenWriters(key).forEach(writer -> add(reader, writer, Kind.READ_WRITE, key));
        }
    }

    private void add(Transaction from, Transaction to, Kind kind, long key) {
        Integer source = numbers.get(from);
        Integer target = numbers.get(to);
        if (source != null && target != null && !source.equals(target)) {
            addEdge(source, target, kind, key);
        }
    }

    private void addEdge(int from, int to, Kind kind, long key) {
        edges.get(from).add(new Edge(from, to, kind, key));
    }

    // -- the order of real time --------------------------------------------------------------

    /// Whoever was acknowledged before another began comes first.
    Dependencies withRealTime() {
        TreeMap<Long, Integer> row = new TreeMap<>();
        transactions.stream()
                .filter(Transaction::isAcknowledged)
                .forEach(t -> row.put(t.completed().orElseThrow(), numbers.get(t)));
        TreeMap<Long, Integer> nodes = new TreeMap<>();
        OptionalInt before = OptionalInt.empty();
        for (Map.Entry<Long, Integer> completion : row.entrySet()) {
            int node = addNode(before, Kind.REAL_TIME);
            addEdge(completion.getValue(), node, Kind.REAL_TIME, 0);
            nodes.put(completion.getKey(), node);
            before = OptionalInt.of(node);
        }
        for (Transaction transaction : transactions) {
            Map.Entry<Long, Integer> last = nodes.lowerEntry(transaction.invoked());
            if (last != null) {
                addEdge(last.getValue(), number(transaction), Kind.REAL_TIME, 0);
            }
        }
        return this;
    }

    // -- the order of timestamps -------------------------------------------------------------

    /// Whoever has a smaller timestamp comes first; of two equal ones nothing is said.
    Dependencies withTimestamps() {
        TreeMap<Long, List<Integer>> byTimestamp = new TreeMap<>();
        for (Transaction transaction : transactions) {
            transaction
                    .commitNanos()
                    .ifPresent(ts ->
                            byTimestamp
                                    .computeIfAbsent(ts, _ -> new ArrayList<>())
                                    .add(number(transaction)));
        }
        OptionalInt before = OptionalInt.empty();
        for (Collection<Integer> equals : byTimestamp.values()) {
            int node = addNode(before, Kind.TIMESTAMP);
            for (int number : equals) {
                before.ifPresent(earlier -> addEdge(earlier, number, Kind.TIMESTAMP, 0));
                addEdge(number, node, Kind.TIMESTAMP, 0);
            }
            before = OptionalInt.of(node);
        }
        return this;
    }

    private int number(Transaction transaction) {
        Integer number = numbers.get(transaction);
        if (number == null) {
            throw new IllegalArgumentException("not of this history: " + transaction);
        }
        return number;
    }

    /// One more node of a row.
    private int addNode(OptionalInt before, Kind kind) {
        int node = edges.size();
        edges.add(new ArrayList<>());
        before.ifPresent(earlier -> addEdge(earlier, node, kind, 0));
        return node;
    }
}
