package dev.isochron.bench.kv;

import java.time.Duration;
import java.util.List;

/// One thing to measure.
///
/// @param clients at a time, each with one operation under way
public record KvCase(KvOperation operation, int clients, KvKeys keys) {

    /// As it stands in the report.
    public String label() {
        return "%s clients=%d keys=%s".formatted(operation, clients, keys);
    }

    /// Whether peers are asked to do it too. Everybody at one row is a matter of waiting for locks,
    /// and Ignite answers nobody there for as long as its transactions may last.
    boolean isOfPeers() {
        return operation.isCommon() && keys != KvKeys.HOT;
    }

    /// The order for a client process: `load OPERATION CLIENTS KEYS MILLIS`.
    String order(Duration length) {
        return "load %s %d %s %d".formatted(operation, clients, keys, length.toMillis());
    }

    /// The case of an order.
    static KvCase ofOrder(List<String> words) {
        if (words.size() != 5 || !words.getFirst().equals("load")) {
            throw new IllegalArgumentException("not an order: " + String.join(" ", words));
        }
        return new KvCase(
                KvOperation.of(words.get(1)),
                Integer.parseInt(words.get(2)),
                KvKeys.of(words.get(3)));
    }

    static Duration lengthOfOrder(List<String> words) {
        return Duration.ofMillis(Long.parseLong(words.get(4)));
    }
}
