package dev.isochron.simulation.store;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a replica holds, in the plainest way: every version that was ever put.
final class ShardModel {
    private final TreeMap<Key, TreeMap<Long, Optional<String>>> versions = new TreeMap<>();
    private final TreeMap<RecordKey, String> records = new TreeMap<>();
    Span span;
    long horizon;

    ShardModel(Span span) {
        this.span = span;
    }

    ShardModel copy() {
        return part(span);
    }

    /// What of it is in a part of its span.
    ShardModel part(Span part) {
        ShardModel copy = new ShardModel(part);
        copy.horizon = horizon;
        versions.forEach((key, all) -> {
            if (part.contains(key)) {
                copy.versions.put(key, new TreeMap<>(all));
            }
        });
        records.forEach((record, content) -> {
            if (part.contains(record.key())) {
                copy.records.put(record, content);
            }
        });
        return copy;
    }

    /// With all that the neighbour on the right has.
    ShardModel joinedWith(ShardModel right) {
        ShardModel whole = new ShardModel(new Span(span.from(), right.span.until()));
        whole.horizon = Math.max(horizon, right.horizon);
        for (ShardModel half : List.of(this, right)) {
            half.versions.forEach((key, all) -> whole.versions.put(key, new TreeMap<>(all)));
            whole.records.putAll(half.records);
        }
        return whole;
    }

    void put(Key key, long at, @Nullable String row) {
        versions.computeIfAbsent(key, _ -> new TreeMap<>()).put(at, Optional.ofNullable(row));
    }

    void record(RecordKey record, @Nullable String content) {
        if (content == null) {
            records.remove(record);
        } else {
            records.put(record, content);
        }
    }

    /// What a read finds, as `10 row` or `10 gone`; a tombstone up to the horizon counts as
    /// nothing, since it may be gone itself.
    String read(Key key, long at) {
        Map.Entry<Long, Optional<String>> found =
                versions.getOrDefault(key, new TreeMap<>()).floorEntry(at);
        if (found == null) {
            return "nothing";
        }
        return found.getValue()
                .map(row -> found.getKey() + " " + row)
                .orElse(found.getKey() <= horizon ? "nothing" : found.getKey() + " gone");
    }

    /// The rows at a timestamp, as `key 10 row`, in order.
    List<String> scan(Span part, long at) {
        List<String> rows = new ArrayList<>();
        for (Key key : versions.keySet()) {
            String row = read(key, at);
            if (part.contains(key) && !row.equals("nothing") && !row.endsWith(" gone")) {
                rows.add(key + " " + row);
            }
        }
        return rows;
    }

    /// The newest timestamp that a scan meets, or the horizon if that is above.
    long met(Span part, long at) {
        long met = horizon;
        for (Map.Entry<Key, TreeMap<Long, Optional<String>>> entry : versions.entrySet()) {
            Long newest = entry.getValue().floorKey(at);
            if (newest != null && part.contains(entry.getKey())) {
                met = Math.max(met, newest);
            }
        }
        return met;
    }

    List<String> records(byte kind) {
        List<String> all = new ArrayList<>();
        records.forEach((record, content) -> {
            if (record.kind() == kind) {
                all.add(record + "=" + content);
            }
        });
        return all;
    }

    int recordCount() {
        return records.size();
    }

    /// How many versions somebody can still read.
    int readableVersions() {
        int count = 0;
        for (TreeMap<Long, Optional<String>> all : versions.values()) {
            Map.Entry<Long, Optional<String>> atHorizon = all.floorEntry(horizon);
            count += all.tailMap(horizon, false).size();
            count += atHorizon != null && atHorizon.getValue().isPresent() ? 1 : 0;
        }
        return count;
    }
}
