package dev.isochron.simulation.truth;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One transaction, as far as its shards and its client have shown it.
public final class Deed {

    /// Nobody has been told of it.
    static final long NEVER = Long.MAX_VALUE;

    private final TxnId id;
    final List<Vote> votes = new ArrayList<>();
    final List<Sight> sights = new ArrayList<>();
    final TreeMap<Span, Share> shares = new TreeMap<>();
    final TreeMap<Span, Prepared> prepared = new TreeMap<>();
    Optional<Outcome> decision = Optional.empty();
    Optional<Request.Commit> asked = Optional.empty();
    Optional<Ticket> sent = Optional.empty();
    Timestamp askedAt = Timestamp.MIN;
    boolean honest = true;
    long told = NEVER;

    /// Where a share stands in a log.
    public record Prepared(GroupId group, Slot slot, boolean settled) {}

    Deed(TxnId id) {
        this.id = id;
    }

    public TxnId id() {
        return id;
    }

    /// What its coordinator decided, once that is in the log.
    public Optional<Outcome> decision() {
        return decision;
    }

    /// Its timestamp, if it is committed.
    public Optional<Timestamp> at() {
        return decision.flatMap(outcome ->
                outcome instanceof Outcome.Committed(Timestamp at)
                        ? Optional.of(at)
                        : Optional.empty());
    }

    /// The first request to commit that reached a shard.
    public Optional<Request.Commit> asked() {
        return asked;
    }

    /// When that was, in true time.
    public Timestamp askedAt() {
        return askedAt;
    }

    /// The first request to commit as its client sent it.
    public Optional<Ticket> sent() {
        return sent;
    }

    /// All votes for it that other shards sent.
    public List<Vote> votes() {
        return List.copyOf(votes);
    }

    /// What its client asked shards to vouch for.
    public List<Share> shares() {
        return List.copyOf(shares.values());
    }

    /// The share that its client asked for in this span.
    public Optional<Share> share(Span span) {
        return Optional.ofNullable(shares.get(span));
    }

    /// What its client saw under locks.
    public List<Sight> sights() {
        return List.copyOf(sights);
    }

    /// Where a share, or the one that a split cut it from, was prepared.
    public Optional<Prepared> prepared(Span span) {
        return prepared.entrySet().stream()
                .filter(one -> one.getKey().overlaps(span))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// A share is settled; one that a split cut is settled piece by piece.
    void settle(Span span) {
        for (Map.Entry<Span, Prepared> one : List.copyOf(prepared.entrySet())) {
            Span whole = one.getKey();
            if (whole.contains(span)) {
                Prepared found = one.getValue();
                prepared.remove(whole);
                if (whole.canSplitAt(span.from())) {
                    prepared.put(whole.splitAt(span.from()).left(), found);
                }
                span.until()
                        .filter(whole::canSplitAt)
                        .ifPresent(until -> prepared.put(whole.splitAt(until).right(), found));
                prepared.put(span, new Prepared(found.group(), found.slot(), true));
            }
        }
    }

    /// Shares whose outcome is not in their log.
    public List<Span> unsettled() {
        return prepared.entrySet().stream()
                .filter(one -> !one.getValue().settled())
                .map(one -> one.getKey())
                .toList();
    }

    /// False if a clock lied while it committed.
    public boolean isHonest() {
        return honest;
    }

    @Override
    public String toString() {
        return id + " " + decision.map(Outcome::toString).orElse("(undecided)");
    }
}
