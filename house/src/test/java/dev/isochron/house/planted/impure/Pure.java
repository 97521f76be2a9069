package dev.isochron.house.planted.impure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a core may use.
public final class Pure {

    private final Map<String, Integer> counts = new TreeMap<>();

    /// Counts words, in an order that the words define.
    public Map<String, Integer> count(List<String> words) {
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return new LinkedHashMap<>(counts);
    }

    /// One element has one order.
    public Map<String, Set<String>> single(String word) {
        return Map.of(word, Set.of(word));
    }
}
