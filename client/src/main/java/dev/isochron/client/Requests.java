package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.route.Router;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Reads;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.request.Reply;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which requests were done that have a key: one row for each, written by the request itself.
///
/// ```
/// asked                        asked + kept     + a tenth
/// ──┤───────────────────────────────┤──────────────────┤──────▶
///   │ done, if its row is not there │ refused, if ...  │ its row may go
/// ```
///
/// A row that is not there and was looked for before `asked + kept` was never there, for nobody
/// removes one that early; and the transaction that looked is done only if it is not there yet. So
/// nothing is done twice, whenever it is asked for and however late its commit arrives.
public final class Requests {
    private static final String TABLE = SystemTables.REQUESTS.name().toString();
    private static final String KEY = "key";

    /// Rows go so much later, as a part of the time for which they are kept: servers' clocks differ
    /// by less, and what a clock says is told on within less.
    private static final int SLACK_PART = 10;

    /// Nobody's clock is ahead by as much.
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /// What is removed in one transaction.
    private static final int SOME = 100;

    private static final TransactionOptions OPTIONS = TransactionOptions.tagged("old request keys");

    private final Isochron db;
    private final Router router;
    private final Duration kept;

    Requests(Isochron db, Router router, Duration kept) {
        this.db = db;
        this.router = router;
        this.kept = kept;
    }

    /// When it was done, if it was.
    ///
    /// @throws BadInputException if it was not, as far as is known, and cannot be any more
    Optional<Timestamp> doneBefore(Transaction tx, RequestKey key) {
        Row record = row(tx, key);
        Optional<Timestamp> before =
                new Reads(tx.run())
                        .stored(new Layout(record.table()).key(record.key()))
                        .map(Reply.Pair::written);
        if (before.isEmpty()) {
            requireNew(key);
        }
        return before;
    }

    /// Asked once it was seen that it was not done: servers have told the time since.
    private void requireNew(RequestKey key) {
        if (key.asked().plusNanos(kept.toNanos()).isBefore(router.surelyPast())) {
            throw new BadInputException(new BadInput.RequestTooOld(key.asked(), kept));
        }
        Timestamp now = router.now();
        if (now.plusNanos(AHEAD.toNanos()).isBefore(key.asked())) {
            throw new BadInputException(new BadInput.FutureTimestamp(key.asked(), now, AHEAD));
        }
    }

    void done(Transaction tx, RequestKey key) {
        tx.insert(row(tx, key));
    }

    private static Row row(Transaction tx, RequestKey key) {
        return tx.row(TABLE).with(KEY, key.toText());
    }

    /// Removes some rows of requests that are refused by now.
    ///
    /// @return how many; there may be more if it is not 0
    public int sweep() {
        Duration known = kept.plus(kept.dividedBy(SLACK_PART));
        Timestamp gone = router.surelyPast().plusNanos(-known.toNanos());
        if (gone.nanos() <= 0) {
            return 0;
        }
        Scan old = Scan.of(TABLE).until(new RequestKey(gone, "").toText()).limit(SOME);
        List<String> keys = db.snapshot().scan(old).map(row -> row.text(KEY)).toList();
        if (!keys.isEmpty()) {
            db.run(OPTIONS, tx -> keys.forEach(key -> tx.delete(TABLE, key)));
        }
        return keys.size();
    }
}
