package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What a table knows of one attempt that is alive.
///
/// Older entries come first. Of two attempts of one transaction the later comes first: it alone is
/// awaited by anybody, so it counts as the older one.
final class Entry implements Comparable<Entry> {
    final Tenure tenure;

    /// What it holds, in the order it came by it.
    final LinkedHashMap<Place, LockMode> locks = new LinkedHashMap<>();

    /// The ranges among them.
    final RangeTree ranges = new RangeTree();

    /// Its requests that wait.
    final List<Request> waiting = new ArrayList<>(0);

    /// Who waits for this entry, which has voted, as its coordinator was told.
    final LinkedHashSet<Entry> wounders = new LinkedHashSet<>(0);

    /// The reverse: the voted entries whose coordinators were asked for this one's sake.
    final LinkedHashSet<Entry> awaited = new LinkedHashSet<>(0);

    /// The last grant, while nothing relies on it.
    Optional<FreshGrant> fresh = Optional.empty();

    private Attempt attempt;
    private boolean voted;
    private boolean told;

    Entry(Attempt attempt, Tenure tenure) {
        this.attempt = attempt;
        this.tenure = tenure;
    }

    Attempt attempt() {
        return attempt;
    }

    /// It is the same attempt, perhaps at another statement.
    void introduces(Attempt latest) {
        attempt = latest;
    }

    boolean hasVoted() {
        return voted;
    }

    void vote() {
        voted = true;
        fresh = Optional.empty();
    }

    /// Something was granted under its tenure, and what was granted before may be relied on now.
    void granted() {
        told = true;
        fresh = Optional.empty();
    }

    /// Waits for nothing, has not voted, and nobody was told its tenure.
    boolean isUnused() {
        return !told && !voted && waiting.isEmpty();
    }

    boolean isAheadOf(Entry other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Entry other) {
        int byAge = attempt.age().compareTo(other.attempt.age());
        return byAge != 0 ? byAge : other.attempt.id().compareTo(attempt.id());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(tenure.entry());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }
}
