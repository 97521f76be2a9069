package dev.isochron.simulation.truth;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.state.Applied;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// All transactions and all versions of one world. Written by the court only.
public final class Truth {

    private final Supplier<Timestamp> trueTime;
    private final BooleanSupplier clocksAreHonest;
    private final Versions versions = new Versions();
    private final TreeMap<TxnId, Deed> deeds = new TreeMap<>();
    private final TreeMap<GroupId, Slot> ends = new TreeMap<>();
    private final List<Sight> snapshots = new ArrayList<>();
    private final List<String> clashes = new ArrayList<>();
    private long told;
    private Timestamp newestTold = Timestamp.MIN;

    public Truth(Supplier<Timestamp> trueTime, BooleanSupplier clocksAreHonest) {
        this.trueTime = trueTime;
        this.clocksAreHonest = clocksAreHonest;
    }

    public Versions versions() {
        return versions;
    }

    /// A transaction, made known here if it was not.
    public Deed deed(TxnId txn) {
        return deeds.computeIfAbsent(txn, Deed::new);
    }

    public List<Deed> deeds() {
        return List.copyOf(deeds.values());
    }

    /// Whatever clients were shown without locks.
    public List<Sight> snapshots() {
        return List.copyOf(snapshots);
    }

    /// Rows that two transactions wrote at one timestamp.
    public List<String> clashes() {
        return List.copyOf(clashes);
    }

    /// Whether these are news: the first application of that slot by anybody.
    public boolean isNew(GroupId group, Applied applied) {
        return applied.slot().isAbove(ends.getOrDefault(group, Slot.ZERO));
    }

    /// Whether somebody outside had been told of a transaction when the ticket was given.
    public boolean wasTold(TxnId txn, Ticket ticket) {
        Deed deed = deeds.get(txn);
        return deed != null && deed.told < ticket.known();
    }

    // -- the logs ------------------------------------------------------------------------------

    /// A replica applied an entry; only the first that does is listened to.
    public void ruled(GroupId group, Applied applied) {
        if (isNew(group, applied)) {
            ends.put(group, applied.slot());
            applied.rulings().forEach(ruled -> take(group, applied.slot(), ruled));
        }
    }

    private void take(GroupId group, Slot slot, Applied.Ruled ruled) {
        switch (ruled.record()) {
            case TxnRecord.Prepared prepared -> {
                if (ruled.ruling() instanceof Ruling.Entered) {
                    deed(prepared.txn())
                            .prepared
                            .put(prepared.span(), new Deed.Prepared(group, slot, false));
                }
            }
            case TxnRecord.Committed committed -> {
                if (ruled.ruling() instanceof Ruling.Landed landed) {
                    decide(committed.txn(), new Outcome.Committed(landed.at()));
                    land(committed.txn(), landed);
                }
            }
            case TxnRecord.Aborted aborted -> {
                if (ruled.ruling() instanceof Ruling.Ended) {
                    decide(aborted.txn(), new Outcome.Undone(aborted.why()));
                }
            }
            case TxnRecord.Resolved resolved -> resolve(resolved, ruled.ruling());
            case TxnRecord.Forgotten _, TxnRecord.Horizon _ -> {}
        }
    }

    private void decide(TxnId txn, Outcome outcome) {
        Deed deed = deed(txn);
        deed.honest &= clocksAreHonest.getAsBoolean();
        if (deed.decision.isEmpty()) {
            deed.decision = Optional.of(outcome);
        }
    }

    private void resolve(TxnRecord.Resolved resolved, Ruling ruling) {
        if (ruling instanceof Ruling.Landed landed) {
            land(resolved.txn(), landed);
        }
        deed(resolved.txn()).settle(resolved.span());
    }

    private void land(TxnId txn, Ruling.Landed landed) {
        for (Write write : landed.writes()) {
            versions.add(txn, landed.at(), write)
                    .ifPresent(other ->
                            clashes.add(
                                    "%s and %s both wrote %s at %s"
                                            .formatted(other, txn, write.key(), landed.at())));
        }
    }

    // -- what leaves and reaches the shards --------------------------------------------------

    public void asked(Request request) {
        if (request instanceof Request.Commit commit) {
            Deed deed = deed(commit.attempt().id());
            if (deed.asked.isEmpty()) {
                deed.asked = Optional.of(commit);
                deed.askedAt = trueTime.get();
                deed.honest &= clocksAreHonest.getAsBoolean();
            }
        }
    }

    public void said(Parley parley) {
        if (parley instanceof Parley.Yes(TxnId txn, _, var vote)) {
            deed(txn).votes.add(vote);
        }
    }

    /// An answer leaves: from now on somebody may know of what it tells.
    public void answered(Request request, Reply reply) {
        switch (reply) {
            case Reply.Committed(Timestamp at, _) when request instanceof Request.Commit commit ->
                    tell(commit.attempt().id(), at);
            case Reply.Told(Outcome.Committed(Timestamp at))
                    when request instanceof Request.AskOutcome ask ->
                    tell(ask.txn(), at);
            case Reply.Snapshot(_, List<Reply.Found> found) ->
                    found.stream().flatMap(f -> f.rows().stream()).forEach(this::tell);
            case Reply.Locked _,
                    Reply.Committed _,
                    Reply.Voted _,
                    Reply.Told _,
                    Reply.Checksum _,
                    Reply.Done _,
                    Reply.Failed _ -> {}
        }
    }

    private void tell(Reply.Pair row) {
        versions.writer(row.key(), row.written()).ifPresent(by -> tell(by, row.written()));
    }

    private void tell(TxnId txn, Timestamp at) {
        Deed deed = deed(txn);
        if (deed.told == Deed.NEVER && clocksAreHonest.getAsBoolean()) {
            deed.told = told;
            told++;
            newestTold = Timestamp.max(newestTold, at);
        }
    }

    // -- the clients ---------------------------------------------------------------------------

    /// A client sends a request.
    public Ticket sends(Request request) {
        Ticket ticket = new Ticket(request, trueTime.get(), told, newestTold);
        switch (request) {
            case Request.Commit commit -> {
                Deed deed = deed(commit.attempt().id());
                note(deed, commit.share());
                deed.sent = deed.sent.or(() -> Optional.of(ticket));
            }
            case Request.Prepare prepare -> note(deed(prepare.attempt().id()), prepare.share());
            case Request.LockingRead _,
                    Request.SnapshotRead _,
                    Request.Checksum _,
                    Request.Release _,
                    Request.Refresh _,
                    Request.AskOutcome _ -> {}
        }
        return ticket;
    }

    private static void note(Deed deed, Share share) {
        deed.shares.put(share.span(), share);
    }

    /// An answer reached its client in time.
    public void hears(Ticket ticket, Reply reply) {
        Request request = ticket.request();
        if (request instanceof Request.LockingRead read && reply instanceof Reply.Locked locked) {
            boolean complete = read.patience() != LockWait.SKIP;
            deed(read.attempt().id())
                    .sights
                    .add(
                            new Sight(
                                    ticket,
                                    read.lookups(),
                                    locked.found(),
                                    locked.met(),
                                    Optional.of(locked.tenure()),
                                    read.modes().stream().allMatch(Truth::isWhole),
                                    complete,
                                    clocksAreHonest.getAsBoolean()));
        } else if (request instanceof Request.SnapshotRead read
                && reply instanceof Reply.Snapshot snapshot) {
            snapshots.add(snapshot(ticket, read.lookups(), snapshot));
        }
    }

    private Sight snapshot(Ticket ticket, List<Lookup> lookups, Reply.Snapshot shown) {
        boolean honest = clocksAreHonest.getAsBoolean();
        return new Sight(
                ticket, lookups, shown.found(), shown.at(), Optional.empty(), true, true, honest);
    }

    private static boolean isWhole(LockMode mode) {
        return mode.writes().union(mode.reads()).containsAll(ColumnSet.ALL);
    }
}
