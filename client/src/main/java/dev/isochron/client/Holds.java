package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.route.Router;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// The snapshots that are held in a cluster: one row for each.
///
/// A row that is committed at `s` holds a moment that is not before `s - retention`, or one that it
/// held already. So whoever reads all rows as of `r` misses none that holds a moment before `r -
/// retention`, and needs to agree with nobody about what may go.
public final class Holds {
    private static final String TABLE = SystemTables.SNAPSHOTS.name().toString();
    private static final String ID = "id";
    private static final String MOMENT = "moment";
    private static final String UNTIL = "until";
    private static final TransactionOptions OPTIONS = TransactionOptions.tagged("held snapshot");

    private final Isochron db;
    private final Router router;
    private final HoldSettings settings;

    Holds(Isochron db, Router router, HoldSettings settings) {
        this.db = db;
        this.router = router;
        this.settings = settings;
    }

    /// What is held.
    ///
    /// @param asOf when it was so
    /// @param earliest the earliest moment that is held; [Timestamp#MAX] if none is
    public record Seen(Timestamp asOf, Timestamp earliest) {}

    /// Looks at what is held now.
    ///
    /// @throws UnavailableException if nobody can tell
    public Seen seen() {
        Snapshot now = db.snapshot();
        List<Row> rows = now.scan(Scan.of(TABLE)).toList();
        Timestamp asOf = now.timestamp().orElseThrow();
        Timestamp earliest = Timestamp.MAX;
        for (Row row : rows) {
            if (!until(row).isBefore(asOf)) {
                earliest = Timestamp.min(earliest, new Timestamp(row.number(MOMENT)));
            }
        }
        return new Seen(asOf, earliest);
    }

    /// Removes rows that hold nothing any more.
    ///
    /// @return how many
    public int sweep() {
        List<String> over =
                db.snapshot()
                        .scan(Scan.of(TABLE))
                        .filter(row -> until(row).isBefore(goneBefore()))
                        .map(row -> row.text(ID))
                        .toList();
        over.forEach(this::remove);
        return over.size();
    }

    /// Nobody who looks at what is held, or extends what he holds, is so slow.
    private Timestamp goneBefore() {
        return router.surelyPast().plusNanos(-settings.longest().toNanos());
    }

    private static Timestamp until(Row row) {
        return new Timestamp(row.number(UNTIL));
    }

    HoldSettings settings() {
        return settings;
    }

    Router router() {
        return router;
    }

    /// Holds a moment from now on, or for longer.
    ///
    /// @param before until when it is held already
    /// @return until when it is held now
    /// @throws BadInputException if versions may be gone already that it would show
    /// @throws UnavailableException if too many are held, or it cannot be done now
    Timestamp keep(String id, Timestamp moment, Optional<Timestamp> before) {
        Timestamp last = moment.plusNanos(settings.longest().toNanos());
        if (!router.now().isBefore(last)) {
            throw tooOld(moment, router.surelyPast().plusNanos(-settings.longest().toNanos()));
        }
        Timestamp until =
                Timestamp.min(router.now().plusNanos(settings.retention().toNanos()), last);
        if (before.isEmpty()) {
            requireRoom();
        }
        Timestamp done = put(id, moment, until);
        Timestamp kept = done.plusNanos(-settings.retention().toNanos());
        boolean isHeld =
                !moment.isBefore(kept) || before.filter(held -> !held.isBefore(done)).isPresent();
        if (!isHeld) {
            remove(id);
            throw tooOld(moment, kept);
        }
        return until;
    }

    private Timestamp put(String id, Timestamp moment, Timestamp until) {
        return db.run(
                        OPTIONS,
                        tx ->
                                tx.put(
                                        tx.row(TABLE)
                                                .with(ID, id)
                                                .with(MOMENT, moment.nanos())
                                                .with(UNTIL, until.nanos())))
                .timestamp();
    }

    /// Counted beside the transaction: a few more than the limit do no harm.
    private void requireRoom() {
        Timestamp now = router.surelyPast();
        long held =
                db.snapshot().scan(Scan.of(TABLE)).filter(row -> until(row).isAfter(now)).count();
        if (held >= settings.most()) {
            throw new UnavailableException(
                    new Unavailable.Overloaded("the " + held + " snapshots that are held"));
        }
    }

    /// Holds it no longer.
    void remove(String id) {
        db.run(OPTIONS, tx -> tx.delete(TABLE, id));
    }

    private static BadInputException tooOld(Timestamp moment, Timestamp horizon) {
        return new BadInputException(new BadInput.SnapshotTooOld(moment, horizon));
    }
}
