package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.guarded;
import static dev.isochron.protocol.wire.Fields.key;
import static dev.isochron.protocol.wire.Fields.list;
import static dev.isochron.protocol.wire.Fields.require;
import static dev.isochron.protocol.wire.Fields.timestamp;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Requests, out and in.
public final class RequestCodec {

    /// Lookups in one request: of single rows, a screenful of pages; more are asked in turns.
    public static final int MAX_LOOKUPS = 4096;

    /// Other shards of one transaction: more than any database of this kind spreads one over.
    public static final int MAX_PARTICIPANTS = 4096;

    private RequestCodec() {}

    public static Wire.Request write(Request request) {
        Wire.Request.Builder to = Wire.Request.newBuilder().setRoute(Nouns.of(request.route()));
        switch (request) {
            case Request.LockingRead read -> to.setLockingRead(lockingRead(read));
            case Request.SnapshotRead read -> to.setSnapshotRead(snapshotRead(read));
            case Request.Prepare prepare -> to.setPrepare(prepare(prepare));
            case Request.Commit commit -> to.setCommit(commit(commit));
            case Request.Release release -> to.setRelease(release(release));
            case Request.Refresh refresh ->
                    to.setRefresh(
                            Wire.Refresh.newBuilder()
                                    .setTxn(Nouns.of(refresh.txn()))
                                    .setTenure(Nouns.of(refresh.tenure())));
            case Request.Checksum checksum ->
                    to.setChecksum(
                            Wire.Checksum.newBuilder()
                                    .setAt(checksum.at().nanos())
                                    .setSpan(Nouns.of(checksum.span()))
                                    .setRows(checksum.rows())
                                    .setHash(checksum.hash()));
            case Request.AskOutcome ask ->
                    to.setAskOutcome(
                            Wire.AskOutcome.newBuilder()
                                    .setAnchor(Fields.of(ask.anchor()))
                                    .setTxn(Nouns.of(ask.txn())));
        }
        return to.build();
    }

    private static Wire.LockingRead lockingRead(Request.LockingRead read) {
        Wire.LockingRead.Builder to =
                Wire.LockingRead.newBuilder()
                        .setAttempt(Nouns.of(read.attempt()))
                        .setPatience(
                                switch (read.patience()) {
                                    case WAIT -> Wire.LockingRead.Patience.WAIT;
                                    case NO_WAIT -> Wire.LockingRead.Patience.NO_WAIT;
                                    case SKIP -> Wire.LockingRead.Patience.SKIP;
                                });
        read.longest().ifPresent(wait -> to.setWaitNanos(wait.toNanos()));
        read.tenure().ifPresent(tenure -> to.setTenure(Nouns.of(tenure)));
        read.lookups().forEach(lookup -> to.addLookups(Lookups.of(lookup)));
        read.modes().forEach(mode -> to.addModes(Nouns.of(mode)));
        return to.build();
    }

    private static Wire.SnapshotRead snapshotRead(Request.SnapshotRead read) {
        Wire.SnapshotRead.Builder to = Lookups.of(read.at());
        read.lookups().forEach(lookup -> to.addLookups(Lookups.of(lookup)));
        return to.build();
    }

    private static Wire.Prepare prepare(Request.Prepare prepare) {
        Wire.Prepare.Builder to =
                Wire.Prepare.newBuilder()
                        .setAttempt(Nouns.of(prepare.attempt()))
                        .setShare(Shares.of(prepare.share()));
        prepare.anchor().ifPresent(anchor -> to.setAnchor(Fields.of(anchor)));
        return to.build();
    }

    private static Wire.Commit commit(Request.Commit commit) {
        Wire.Commit.Builder to =
                Wire.Commit.newBuilder()
                        .setAttempt(Nouns.of(commit.attempt()))
                        .setAnchor(Fields.of(commit.anchor()))
                        .setShare(Shares.of(commit.share()))
                        .setMet(commit.met().nanos());
        if (!commit.bound().equals(Timestamp.MAX)) {
            to.setBound(commit.bound().nanos());
        }
        for (Request.Participant other : commit.others()) {
            to.addOthers(
                    Wire.Participant.newBuilder()
                            .setSpan(Nouns.of(other.span()))
                            .setWrites(other.writes()));
        }
        return to.build();
    }

    private static Wire.Release release(Request.Release release) {
        Wire.Release.Builder to = Wire.Release.newBuilder().setTxn(Nouns.of(release.txn()));
        release.at().ifPresent(at -> to.setAt(at.nanos()));
        return to.build();
    }

    /// Reads a request as it was written.
    ///
    /// @throws MalformedMessage if nobody asks that
    public static Request read(Wire.Request from) throws MalformedMessage {
        return guarded(from, RequestCodec::request);
    }

    private static Request request(Wire.Request from) throws MalformedMessage {
        Route route = Nouns.route(from.getRoute());
        return switch (from.getAskCase()) {
            case LOCKING_READ -> lockingRead(route, from.getLockingRead());
            case SNAPSHOT_READ ->
                    new Request.SnapshotRead(
                            route,
                            Lookups.at(from.getSnapshotRead()),
                            lookups(from.getSnapshotRead().getLookupsList()));
            case PREPARE -> prepare(route, from.getPrepare());
            case COMMIT -> commit(route, from.getCommit());
            case RELEASE -> release(route, from.getRelease());
            case REFRESH ->
                    new Request.Refresh(
                            route,
                            Nouns.txn(from.getRefresh().getTxn()),
                            Nouns.tenure(from.getRefresh().getTenure()));
            case CHECKSUM -> checksum(route, from.getChecksum());
            case ASK_OUTCOME ->
                    new Request.AskOutcome(
                            route,
                            key(from.getAskOutcome().getAnchor()),
                            Nouns.txn(from.getAskOutcome().getTxn()));
            case ASK_NOT_SET -> throw new MalformedMessage("a request that asks for nothing known");
        };
    }

    private static Request checksum(Route route, Wire.Checksum from) throws MalformedMessage {
        return new Request.Checksum(
                route,
                timestamp(from.getAt()),
                Nouns.span(from.getSpan()),
                Fields.number(from.getRows(), "rows"),
                from.getHash());
    }

    private static Request lockingRead(Route route, Wire.LockingRead from) throws MalformedMessage {
        Optional<Tenure> tenure =
                from.hasTenure() ? Optional.of(Nouns.tenure(from.getTenure())) : Optional.empty();
        List<Lookup> lookups = lookups(from.getLookupsList());
        int modes = from.getModesCount();
        require(modes == 1 || modes == lookups.size(), "a locking read without a mode for each");
        require(from.getWaitNanos() >= 0, "a wait of less than no time");
        return new Request.LockingRead(
                route,
                Nouns.attempt(from.getAttempt()),
                tenure,
                lookups,
                list(from.getModesList(), MAX_LOOKUPS, "modes", Nouns::mode),
                Lookups.patience(from.getPatience()),
                Optional.of(from.getWaitNanos()).filter(nanos -> nanos > 0).map(Duration::ofNanos));
    }

    private static List<Lookup> lookups(List<Wire.Lookup> from) throws MalformedMessage {
        require(!from.isEmpty(), "a read of nothing");
        return list(from, MAX_LOOKUPS, "lookups", Lookups::lookup);
    }

    private static Request prepare(Route route, Wire.Prepare from) throws MalformedMessage {
        Optional<Key> anchor =
                from.hasAnchor() ? Optional.of(key(from.getAnchor())) : Optional.empty();
        return new Request.Prepare(
                route, Nouns.attempt(from.getAttempt()), anchor, Shares.share(from.getShare()));
    }

    private static Request commit(Route route, Wire.Commit from) throws MalformedMessage {
        return new Request.Commit(
                route,
                Nouns.attempt(from.getAttempt()),
                key(from.getAnchor()),
                Shares.share(from.getShare()),
                list(
                        from.getOthersList(),
                        MAX_PARTICIPANTS,
                        "participants",
                        RequestCodec::participant),
                timestamp(from.getMet()),
                from.hasBound() ? timestamp(from.getBound()) : Timestamp.MAX);
    }

    private static Request release(Route route, Wire.Release from) throws MalformedMessage {
        Optional<Timestamp> at =
                from.hasAt() ? Optional.of(timestamp(from.getAt())) : Optional.empty();
        return new Request.Release(route, Nouns.txn(from.getTxn()), at);
    }

    private static Request.Participant participant(Wire.Participant from) throws MalformedMessage {
        require(from.hasSpan(), "a participant without a span");
        return new Request.Participant(Nouns.span(from.getSpan()), from.getWrites());
    }
}
