package dev.isochron.shard.world;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Holds what clients saw against one serial history in the order of timestamps.
final class Judge {
    private final List<Deed> committed;
    private final List<Glance> glances;

    Judge(List<Deed> deeds, List<Glance> glances) {
        committed =
                deeds.stream()
                        .filter(deed -> deed.at.isPresent())
                        .sorted(Comparator.comparing(deed -> deed.at.orElseThrow()))
                        .toList();
        this.glances = glances;
    }

    /// What is wrong; nothing if all is well.
    Optional<String> verdict() {
        return serial().or(this::realTime).or(this::snapshots);
    }

    /// Each transaction read what the ones before it had left.
    private Optional<String> serial() {
        TreeMap<Key, Map<Integer, Long>> state = new TreeMap<>();
        for (Deed deed : committed) {
            for (Deed.Seen seen : deed.reads) {
                Optional<String> wrong = compare(deed, seen, state);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            apply(deed, state);
        }
        return Optional.empty();
    }

    private static Optional<String> compare(
            Deed deed, Deed.Seen seen, Map<Key, Map<Integer, Long>> state) {
        for (Key key : seen.keys()) {
            Map<Integer, Long> found = locked(seen, seen.rows().get(key));
            Map<Integer, Long> expected = locked(seen, state.get(key));
            boolean same =
                    found.equals(expected)
                            && seen.rows().containsKey(key) == state.containsKey(key);
            if (!same) {
                return Optional.of(
                        "%s at %s read %s of %s, and before it there was %s"
                                .formatted(deed.id, at(deed), found, key, expected));
            }
        }
        return Optional.empty();
    }

    private static Map<Integer, Long> locked(Deed.Seen seen, @Nullable Map<Integer, Long> row) {
        TreeMap<Integer, Long> locked = new TreeMap<>();
        if (row != null) {
            row.forEach((column, value) -> {
                boolean isLocked = seen.columns().intersects(Cells.columns(List.of(column)));
                if (isLocked) {
                    locked.put(column, value);
                }
            });
        }
        return locked;
    }

    private static void apply(Deed deed, Map<Key, Map<Integer, Long>> state) {
        for (Write write : deed.writes) {
            switch (write) {
                case Write.Put(Key key, Bytes row, _) -> state.put(key, Cells.cells(row));
                case Write.Delete(Key key, _) -> state.remove(key);
                case Write.Patch(Key key, _, Bytes row) -> {
                    Map<Integer, Long> old = state.get(key);
                    if (old != null) {
                        TreeMap<Integer, Long> patched = new TreeMap<>(old);
                        patched.putAll(Cells.cells(row));
                        state.put(key, patched);
                    }
                }
            }
        }
    }

    private static Timestamp at(Deed deed) {
        return deed.at.orElseThrow();
    }

    /// External consistency.
    private Optional<String> realTime() {
        for (Deed first : committed) {
            for (Deed second : committed) {
                boolean before = first.acknowledged >= 0 && first.acknowledged < second.begun;
                if (before && !at(first).isBefore(at(second))) {
                    return Optional.of(
                            first.id
                                    + " was acknowledged before "
                                    + second.id
                                    + " began, and is not before it");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> snapshots() {
        List<Glance> sorted = new ArrayList<>(glances);
        sorted.sort(Comparator.comparing(Glance::at));
        TreeMap<Key, Map<Integer, Long>> state = new TreeMap<>();
        int next = 0;
        for (Glance glance : sorted) {
            while (next < committed.size() && !at(committed.get(next)).isAfter(glance.at())) {
                apply(committed.get(next++), state);
            }
            for (Key key : glance.keys()) {
                if (!Objects.equals(glance.rows().get(key), state.get(key))) {
                    return Optional.of(
                            "a snapshot at %s shows %s of %s, and there was %s"
                                    .formatted(
                                            glance.at(),
                                            glance.rows().get(key),
                                            key,
                                            state.get(key)));
                }
            }
            Optional<String> stale = stale(glance);
            if (stale.isPresent()) {
                return stale;
            }
        }
        return Optional.empty();
    }

    private Optional<String> stale(Glance glance) {
        for (Deed deed : committed) {
            boolean known = deed.acknowledged >= 0 && deed.acknowledged < glance.begun();
            boolean touches =
                    deed.writes.stream().anyMatch(write -> glance.keys().contains(write.key()));
            if (glance.strong() && known && touches && at(deed).isAfter(glance.at())) {
                return Optional.of("a strong read at " + glance.at() + " missed " + deed.id);
            }
        }
        return Optional.empty();
    }
}
