package dev.isochron.simulation.judge;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Request;
import dev.isochron.simulation.truth.Deed;
import dev.isochron.simulation.truth.Sight;
import dev.isochron.simulation.truth.Ticket;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// Holds whatever clients saw against the one history that the logs wrote, in the order of commit
/// timestamps and in real time.
///
/// - T5: what a transaction read, under locks or checked at its commit, is still so at its
///   timestamp.
/// - S2: a snapshot shows exactly what was there at its timestamp, also in the end.
/// - External consistency: a read sees everything that anybody had been told of before it was sent,
///   and a commit that was sent after others were told of comes after them.
final class SightJudge implements Judge {
    static final String LOCKS = "T5 locks";
    static final String SNAPSHOT = "S2 safe time";
    static final String REAL_TIME = "external consistency";
    static final String ONE_HISTORY = "one history";

    private final Truth truth;

    SightJudge(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void concludes() {
        Violation.unless(truth.clashes().isEmpty(), ONE_HISTORY, () -> truth.clashes().getFirst());
        for (Deed deed : truth.deeds()) {
            if (deed.isHonest()) {
                deed.at().ifPresent(s -> judge(deed, s));
            }
        }
        truth.snapshots().stream().filter(Sight::honest).forEach(this::judge);
    }

    // -- transactions --------------------------------------------------------------------------

    private void judge(Deed deed, Timestamp s) {
        Timestamp before = s.plusNanos(-1);
        List<Sight> counted = deed.sights().stream().filter(one -> counts(deed, one)).toList();
        for (Sight sight : counted) {
            sight.contradiction(truth.versions(), before)
                    .ifPresent(wrong -> {
                        throw new Violation(
                                LOCKS, deed + " read under locks what was not so then: " + wrong);
                    });
        }
        for (Share share : deed.shares()) {
            share.checks().forEach(check -> judge(deed, s, check));
        }
        deed.sent().ifPresent(ticket -> requireAfter(deed, s, ticket));
    }

    /// An answer that came twice, or too late, from a leader that is none any more, is left aside
    /// by the client, which quotes the tenure of the one that it took.
    private static boolean counts(Deed deed, Sight sight) {
        return deed.shares().stream()
                .filter(share -> share.tenure().equals(sight.tenure()))
                .anyMatch(share -> sight.spans().stream().anyMatch(share.span()::overlaps));
    }

    private void judge(Deed deed, Timestamp s, Share.Check check) {
        Timestamp newest =
                truth.versions().newestIn(check.span(), s, txn -> !txn.equals(deed.id()));
        boolean whole = check.mode().reads().containsAll(dev.isochron.protocol.txn.ColumnSet.ALL);
        Violation.unless(
                !whole || !newest.isAfter(check.readAt()),
                LOCKS,
                () ->
                        "%s read %s at %s, and it changed at %s"
                                .formatted(deed, check.span(), check.readAt(), newest));
    }

    private static void requireAfter(Deed deed, Timestamp s, Ticket ticket) {
        Violation.unless(
                s.isAfter(ticket.newest()),
                REAL_TIME,
                () -> deed + " was sent after somebody was told of " + ticket.newest());
    }

    // -- reads without locks -------------------------------------------------------------------

    private void judge(Sight sight) {
        sight.contradiction(truth.versions(), sight.at())
                .ifPresent(wrong -> {
                    throw new Violation(SNAPSHOT, "a snapshot at " + sight.at() + ": " + wrong);
                });
        if (sight.ticket().request() instanceof Request.SnapshotRead read) {
            sight.spans().forEach(span -> judge(sight, read.at(), span));
        }
    }

    private void judge(Sight sight, ReadAt asked, Span span) {
        Timestamp due =
                switch (asked) {
                    case ReadAt.Strong _ -> newestTold(span, sight.ticket());
                    case ReadAt.AtLeast(Timestamp least) -> newestUpTo(span, least);
                    case ReadAt.Exact(Timestamp exactly) -> exactly;
                    case ReadAt.ExactStaleness _, ReadAt.MaxStaleness _ -> Timestamp.MIN;
                };
        Violation.unless(
                !due.isAfter(sight.at()),
                REAL_TIME,
                () ->
                        "a read %s at true time %s was answered as of %s, and misses %s in %s"
                                .formatted(asked, sight.ticket().sentAt(), sight.at(), due, span));
    }

    private Timestamp newestTold(Span span, Ticket ticket) {
        return truth.versions().newestIn(span, Timestamp.MAX, txn -> truth.wasTold(txn, ticket));
    }

    private Timestamp newestUpTo(Span span, Timestamp least) {
        return truth.versions().newestIn(span, least.next(), _ -> true);
    }
}
