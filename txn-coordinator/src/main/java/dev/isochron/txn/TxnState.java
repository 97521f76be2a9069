package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Kept.Decision;
import dev.isochron.txn.record.Kept.InDoubt;
import dev.isochron.txn.record.Kept.Settled;
import dev.isochron.txn.record.Place;
import dev.isochron.txn.record.Place.Kind;
import dev.isochron.txn.record.Spans;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a shard's log says of transactions, at every replica alike: its decisions, its shares in
/// doubt, its outcome horizon.
///
/// ```
/// Prepared ──▶ in doubt ──Resolved──▶ settled
/// Committed ─▶ untold ──Forgotten of all spans──▶ told      both vanish once
/// Aborted ───────────────────────────────────────▶ told     their birth < horizon
/// ```
///
/// Only [#apply] changes it; it reads the record and the state and asks nobody, so that equal logs
/// make equal states (S1). The first decision about an id in the log wins (T4). What vanishes below
/// the horizon does so for every reader at once; [#sweep] only takes its bytes back.
public final class TxnState {

    private static final int SCAN = 1_000;

    private final Shelf shelf;
    private final Set<Rule> rules;

    /// What is on the shelf of these two kinds; both are few.
    private final TreeMap<Place, InDoubt> inDoubt = new TreeMap<>();

    private final TreeMap<Place, Decision> untold = new TreeMap<>();

    private Timestamp earliestPut = Timestamp.MAX;

    private TxnState(Shelf shelf, Set<Rule> rules) {
        this.shelf = shelf;
        this.rules = rules;
    }

    /// The state of a shard that has these keys, as its shelf has it.
    public static TxnState load(Shelf shelf, Span keys, Set<Rule> rules) {
        TxnState state = new TxnState(shelf, rules);
        state.each(Kind.IN_DOUBT, keys, kept -> state.inDoubt.put(kept.place(), (InDoubt) kept));
        state.each(Kind.UNTOLD, keys, kept -> state.untold.put(kept.place(), (Decision) kept));
        return state;
    }

    /// What was decided about a transaction; absent also if that is over and no more kept.
    public Optional<Outcome> decision(Key anchor, TxnId txn) {
        return found(anchor, txn).map(Decision::outcome);
    }

    /// How a share ended that was prepared here; absent also if that is no more kept.
    public Optional<Outcome> settled(TxnId txn, Span span) {
        if (bornTooEarly(txn)) {
            return Optional.empty();
        }
        return shelf.find(new Place(Kind.SETTLED, span.from(), txn))
                .map(kept -> ((Settled) kept).outcome());
    }

    /// The share that is in doubt, if it is.
    public Optional<TxnRecord.Prepared> inDoubt(TxnId txn, Span span) {
        return Optional.ofNullable(inDoubt.get(new Place(Kind.IN_DOUBT, span.from(), txn)))
                .map(InDoubt::prepared);
    }

    /// All shares in doubt, by first key.
    public List<TxnRecord.Prepared> inDoubt() {
        return inDoubt.values().stream().map(InDoubt::prepared).toList();
    }

    /// The commits that somebody must still be told of, by anchor.
    public List<Decision> untold() {
        return List.copyOf(untold.values());
    }

    /// The commit that somebody must still be told of, if this one is.
    public Optional<Decision> untold(Key anchor, TxnId txn) {
        return Optional.ofNullable(untold.get(new Place(Kind.UNTOLD, anchor, txn)));
    }

    public Timestamp horizon() {
        return shelf.horizon();
    }

    /// Whether it is too late for this transaction to begin to commit.
    public boolean bornTooEarly(TxnId txn) {
        return txn.birth().isBefore(horizon());
    }

    /// Takes a chosen record in.
    public Ruling apply(TxnRecord record) {
        return switch (record) {
            case TxnRecord.Prepared prepared -> prepare(prepared);
            case TxnRecord.Committed committed -> commit(committed);
            case TxnRecord.Aborted aborted -> abort(aborted);
            case TxnRecord.Resolved resolved -> resolve(resolved);
            case TxnRecord.Forgotten forgotten -> forget(forgotten);
            case TxnRecord.Horizon horizon -> raise(horizon.at());
        };
    }

    private Ruling prepare(TxnRecord.Prepared prepared) {
        TxnId txn = prepared.txn();
        if (rules.contains(Rule.SETTLED_STAYS_SETTLED)) {
            Optional<Outcome> over =
                    settled(txn, prepared.span()).or(() -> decision(prepared.anchor(), txn));
            if (over.isPresent()) {
                return new Ruling.Lost(over.get());
            }
        }
        InDoubt entry = new InDoubt(prepared);
        if (inDoubt.containsKey(entry.place())) {
            return new Ruling.Repeated();
        }
        if (bornTooEarly(txn) && rules.contains(Rule.REFUSE_PREPARE_BELOW_HORIZON)) {
            return new Ruling.TooEarly(horizon());
        }
        inDoubt.put(entry.place(), entry);
        shelf.put(entry);
        return new Ruling.Entered();
    }

    private Ruling commit(TxnRecord.Committed record) {
        Outcome outcome = new Outcome.Committed(record.at());
        List<Span> spans =
                rules.contains(Rule.KEEP_UNTIL_LOGGED) ? record.untold() : List.<Span>of();
        Optional<Ruling> objection =
                decide(new Decision(record.txn(), record.anchor(), outcome, spans));
        return objection.orElseGet(() -> new Ruling.Landed(record.at(), record.writes()));
    }

    private Ruling abort(TxnRecord.Aborted record) {
        Outcome outcome = new Outcome.Undone(record.why());
        Optional<Ruling> objection =
                decide(new Decision(record.txn(), record.anchor(), outcome, List.of()));
        return objection.orElseGet(Ruling.Ended::new);
    }

    private Optional<Ruling> decide(Decision decision) {
        Optional<Decision> first = found(decision.anchor(), decision.txn());
        if (first.isPresent() && rules.contains(Rule.FIRST_DECISION_WINS)) {
            return Optional.of(
                    first.get().outcome().equals(decision.outcome())
                            ? new Ruling.Repeated()
                            : new Ruling.Lost(first.get().outcome()));
        }
        if (bornTooEarly(decision.txn()) && rules.contains(Rule.REFUSE_COMMIT_BELOW_HORIZON)) {
            return Optional.of(new Ruling.TooEarly(horizon()));
        }
        keep(decision);
        return Optional.empty();
    }

    private void keep(Decision decision) {
        put(decision);
        if (!decision.untold().isEmpty()) {
            untold.put(decision.place(), decision);
        }
    }

    private Ruling resolve(TxnRecord.Resolved record) {
        Place place = new Place(Kind.IN_DOUBT, record.span().from(), record.txn());
        InDoubt entry = inDoubt.remove(place);
        if (entry == null) {
            return settled(record.txn(), record.span())
                    .filter(outcome -> !outcome.equals(record.outcome()))
                    .<Ruling>map(Ruling.Lost::new)
                    .orElseGet(Ruling.Repeated::new);
        }
        shelf.remove(place);
        TxnRecord.Prepared prepared = entry.prepared();
        if (!bornTooEarly(record.txn())) {
            put(new Settled(record.txn(), prepared.span(), record.outcome()));
        }
        return switch (record.outcome()) {
            case Outcome.Committed(Timestamp at) ->
                    new Ruling.Landed(at, prepared.share().writes());
            case Outcome.Undone _ -> new Ruling.Ended();
        };
    }

    private Ruling forget(TxnRecord.Forgotten record) {
        Place place = new Place(Kind.UNTOLD, record.anchor(), record.txn());
        Decision decision = untold.remove(place);
        if (decision == null) {
            return new Ruling.Repeated();
        }
        shelf.remove(place);
        List<Span> rest = Spans.minus(decision.untold(), record.spans());
        keep(new Decision(record.txn(), record.anchor(), decision.outcome(), rest));
        return new Ruling.Ended();
    }

    private Ruling raise(Timestamp to) {
        if (!to.isAfter(horizon())) {
            return new Ruling.Repeated();
        }
        shelf.horizon(to);
        return new Ruling.Ended();
    }

    /// A decision stays while somebody is untold, and while its birth is not below the horizon.
    private Optional<Decision> found(Key anchor, TxnId txn) {
        Optional<Decision> waiting = untold(anchor, txn);
        if (waiting.isPresent()) {
            return waiting;
        }
        if (bornTooEarly(txn)) {
            return Optional.empty();
        }
        return shelf.find(new Place(Kind.TOLD, anchor, txn)).map(Decision.class::cast);
    }

    /// Cuts the shares in doubt that reach over a border, as applying a split must: every other
    /// thing is at a key, and goes where that goes. The horizon is the same on both sides.
    public void cutAt(Key border) {
        for (InDoubt entry : List.copyOf(inDoubt.values())) {
            if (entry.prepared().span().canSplitAt(border)) {
                for (TxnRecord.Prepared half : entry.prepared().splitAt(border)) {
                    InDoubt part = new InDoubt(half);
                    inDoubt.put(part.place(), part);
                    shelf.put(part);
                }
            }
        }
    }

    /// From now on only what is kept at these keys is this shard's: a split took the rest away.
    /// What is on the shelf stays where it is.
    public void keepTo(Span keys) {
        inDoubt.keySet().removeIf(place -> !keys.contains(place.key()));
        untold.keySet().removeIf(place -> !keys.contains(place.key()));
    }

    /// What is kept at these keys is this shard's from now on: a merge brought it. Nothing is known
    /// of the births of what is kept there.
    ///
    /// @param horizon of the shard that had them; the higher one holds for all
    public void takeIn(Span keys, Timestamp horizon) {
        each(Kind.IN_DOUBT, keys, kept -> inDoubt.put(kept.place(), (InDoubt) kept));
        each(Kind.UNTOLD, keys, kept -> untold.put(kept.place(), (Decision) kept));
        earliestPut = Timestamp.MIN;
        shelf.horizon(Timestamp.max(horizon(), horizon));
    }

    /// Takes back the bytes of what vanished below the horizon: looks at up to `limit` things of a
    /// kind after a place. When and how far it sweeps changes nothing that anybody can read, so
    /// each replica does it when it likes; see [Sweep].
    Swept sweep(Kind kind, Span keys, Optional<Place> after, int limit) {
        Timestamp earliest = Timestamp.MAX;
        List<Kept> seen = shelf.scan(kind, keys, after, limit);
        for (Kept kept : seen) {
            TxnId txn = kept.place().txn();
            if (bornTooEarly(txn)) {
                shelf.remove(kept.place());
            } else {
                earliest = Timestamp.min(earliest, txn.birth());
            }
        }
        Optional<Place> rest =
                seen.size() < limit ? Optional.empty() : Optional.of(seen.getLast().place());
        return new Swept(rest, earliest);
    }

    /// How far a step of a sweep came.
    ///
    /// @param rest the place to go on after; absent at the end
    /// @param earliest the earliest birth among what stays
    record Swept(Optional<Place> rest, Timestamp earliest) {}

    /// The earliest birth of what was put on the shelf since this was asked last.
    Timestamp takeEarliestPut() {
        Timestamp earliest = earliestPut;
        earliestPut = Timestamp.MAX;
        return earliest;
    }

    Timestamp earliestPut() {
        return earliestPut;
    }

    private void put(Kept outcome) {
        shelf.put(outcome);
        earliestPut = Timestamp.min(earliestPut, outcome.place().txn().birth());
    }

    private void each(Kind kind, Span keys, Consumer<Kept> action) {
        Optional<Place> after = Optional.empty();
        List<Kept> some;
        do {
            some = shelf.scan(kind, keys, after, SCAN);
            some.forEach(action);
            after = some.isEmpty() ? after : Optional.of(some.getLast().place());
        } while (some.size() == SCAN);
    }
}
