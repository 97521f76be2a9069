package dev.isochron.shard.world;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the words of a scenario mean: keys, rows, writes, lookups.
final class Phrases {
    private Phrases() {}

    static Key key(String letter) {
        return Key.of(letter.getBytes(StandardCharsets.US_ASCII));
    }

    static List<Lookup> points(List<Key> keys) {
        return keys.stream().<Lookup>map(Lookup.Point::new).toList();
    }

    static List<Write> writes(List<String> words) {
        return words.stream().map(Phrases::write).toList();
    }

    static Write write(String word) {
        Key key = key(word.substring(0, 1));
        String what = word.substring(1);
        return switch (what.charAt(0)) {
            case '-' -> new Write.Delete(key, Expectation.ANYTHING);
            case '+' -> new Write.Put(key, both(what.substring(1)), Expectation.ABSENT);
            case '.' -> patch(key, what.charAt(1) == 'A' ? Cells.A : Cells.B, what.substring(3));
            default -> new Write.Put(key, both(what.substring(1)), Expectation.ANYTHING);
        };
    }

    static Bytes both(String value) {
        long number = Long.parseLong(value);
        return Cells.row(new TreeMap<>(Map.of(Cells.A, number, Cells.B, number)));
    }

    static Write patch(Key key, int column, String value) {
        return new Write.Patch(
                key,
                Cells.columns(List.of(column)),
                Cells.row(Map.of(column, Long.parseLong(value))));
    }

    /// `a-e` is a scan from a up to e, which is not in it; `limit 2` stops it.
    static Lookup range(List<String> words) {
        String[] ends = words.getFirst().split("-", -1);
        int at = words.indexOf("limit");
        int limit = at < 0 ? Integer.MAX_VALUE : Integer.parseInt(words.get(at + 1));
        return new Lookup.Range(
                Span.of(key(ends[0]), key(ends[1])), Lookup.Direction.FORWARD, limit);
    }

    /// `within 2` waits for locks of others for two milliseconds at most.
    static Optional<Duration> longest(List<String> words) {
        int at = words.indexOf("within");
        return at < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Long.parseLong(words.get(at + 1))));
    }

    /// In which mode rows are read.
    static LockMode mode(List<String> words) {
        return words.contains("update") ? LockMode.whole() : LockMode.shared(Cells.BOTH);
    }

    /// What to do about locks of others.
    static LockWait patience(List<String> words) {
        if (words.contains("skipping")) {
            return LockWait.SKIP;
        }
        return words.contains("now") ? LockWait.NO_WAIT : LockWait.WAIT;
    }
}
