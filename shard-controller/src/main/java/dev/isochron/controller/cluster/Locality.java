package dev.isochron.controller.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a server stands: its failure domains, the widest first.
///
/// Written `region=eu,zone=a,rack=7`. Two servers with nothing in common can hardly fail together.
public record Locality(List<Tier> tiers) {

    /// A server of which nothing is known.
    public static final Locality UNKNOWN = new Locality(List.of());

    /// Deeper than any data centre is described.
    public static final int MAX_TIERS = 8;

    /// One failure domain.
    public record Tier(String name, String value) {

        /// Reads what `toString` writes.
        ///
        /// @throws IllegalArgumentException saying how one domain is written
        public static Tier parse(String text) {
            List<Tier> tiers = text.contains("=") ? Locality.parse(text).tiers() : List.of();
            if (tiers.size() != 1) {
                throw new IllegalArgumentException(
                        "one failure domain is written name=value, not \"" + text + "\"");
            }
            return tiers.getFirst();
        }

        public Tier {
            if (name.isBlank() || value.isBlank()) {
                throw new IllegalArgumentException(
                        "a locality is written name=value,name=value, not \""
                                + (name + "=" + value)
                                + "\"");
            }
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    public Locality {
        tiers = List.copyOf(tiers);
        if (tiers.size() > MAX_TIERS) {
            throw new IllegalArgumentException("a locality has at most " + MAX_TIERS + " tiers");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Tier tier : tiers) {
            if (!names.add(tier.name())) {
                throw new IllegalArgumentException(
                        "a locality names each tier once, but " + tier.name() + " stands twice");
            }
        }
    }

    /// Reads what `toString` writes.
    ///
    /// @throws IllegalArgumentException saying how a locality is written
    public static Locality parse(String text) {
        if (text.isBlank()) {
            return UNKNOWN;
        }
        List<Tier> tiers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            tiers.add(new Tier(name.strip(), value.strip()));
        }
        return new Locality(tiers);
    }

    /// How many failure domains the two share: 0 if already the widest differ.
    public int sharedWith(Locality other) {
        int shared = 0;
        int most = Math.min(tiers.size(), other.tiers.size());
        while (shared < most && tiers.get(shared).equals(other.tiers.get(shared))) {
            shared++;
        }
        return shared;
    }

    /// Whether this is inside of a failure domain.
    public boolean isIn(Tier domain) {
        return tiers.contains(domain);
    }

    /// Whether the two name the same tiers in the same order, as servers of one cluster must.
    public boolean isComparableWith(Locality other) {
        return names().equals(other.names());
    }

    private List<String> names() {
        return tiers.stream().map(Tier::name).toList();
    }

    @Override
    public String toString() {
        return tiers.stream().map(Tier::toString).collect(Collectors.joining(","));
    }
}
