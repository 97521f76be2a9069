package dev.isochron.shard.lock;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The attempts that have an entry, and the numbers that entries get.
final class Attempts {
    private final Ballot ballot;
    private final LinkedHashMap<TxnId, Entry> live = new LinkedHashMap<>();

    /// The attempts of each transaction, the latest first: one, and such as have voted.
    private final LinkedHashMap<Age, Line<Entry>> byAge = new LinkedHashMap<>();

    private long made;

    Attempts(Ballot ballot) {
        this.ballot = ballot;
    }

    @Nullable Entry find(TxnId id) {
        return live.get(id);
    }

    /// Another attempt of the same transaction, if it is the latest of those alive.
    Optional<Entry> other(Attempt attempt) {
        return Optional.ofNullable(byAge.get(attempt.age()))
                .map(Line::first)
                .filter(entry -> !entry.attempt().id().equals(attempt.id()));
    }

    /// How many entries were made under this ballot.
    long made() {
        return made;
    }

    /// So many were made under this ballot before, by another table.
    void goOnAfter(long before) {
        made = before;
    }

    Entry make(Attempt attempt) {
        return adopt(attempt, new Tenure(ballot.round(), ballot.owner(), ++made));
    }

    /// An entry with a tenure that another ballot gave: no other entry here has it.
    Entry adopt(Attempt attempt, Tenure tenure) {
        Entry entry = new Entry(attempt, tenure);
        live.put(attempt.id(), entry);
        byAge.computeIfAbsent(attempt.age(), _ -> new Line<>()).add(entry);
        return entry;
    }

    void remove(Entry entry) {
        live.remove(entry.attempt().id());
        Line<Entry> kin = byAge.get(entry.attempt().age());
        if (kin != null) {
            kin.remove(entry);
            if (kin.isEmpty()) {
                byAge.remove(entry.attempt().age());
            }
        }
        entry.wounders.forEach(wounder -> wounder.awaited.remove(entry));
        entry.awaited.forEach(holder -> holder.wounders.remove(entry));
    }

    /// What the attempt of a table's very first entry would come after: nobody holds it.
    Tenure none() {
        return new Tenure(ballot.round(), ballot.owner(), 0);
    }

    int size() {
        return live.size();
    }

    Collection<Entry> all() {
        return live.values();
    }

    /// One attempt has one age.
    static Optional<Failure> mismatch(Entry entry, Attempt attempt) {
        Age known = entry.attempt().age();
        return known.equals(attempt.age())
                ? Optional.empty()
                : Optional.of(
                        new BadInput.MalformedRequest(
                                "%s gives %s for %s, known here with %s"
                                        .formatted(attempt, attempt.age(), attempt.id(), known)));
    }
}
