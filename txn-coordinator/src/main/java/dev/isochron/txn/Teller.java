package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Pending.Telling;
import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Spans;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;

/// A coordinator's way from a decision to forgetting it.
final class Teller {

    private final Desk desk;
    private Optional<Timestamp> horizonDue;

    Teller(Desk desk, Optional<Timestamp> horizonDue) {
        this.desk = desk;
        this.horizonDue = horizonDue;
    }

    Optional<Timestamp> horizonDue() {
        return horizonDue;
    }

    void start() {
        for (Kept.Decision decision : desk.state.untold()) {
            begin(decision.txn(), decision.anchor());
            if (desk.entry(decision.txn()).orElse(null) instanceof Telling telling) {
                tell(decision.txn(), telling);
            }
            armHorizon();
        }
    }

    /// Whoever has to log the outcome was told once, and is told again until it has.
    void begin(TxnId txn, Key anchor) {
        if (!desk.keeps(Rule.TELL_UNTIL_LOGGED)) {
            return;
        }
        Optional<Kept.Decision> decision = desk.state.untold(anchor, txn);
        if (decision.isPresent()
                && decision.get().outcome() instanceof Outcome.Committed(Timestamp at)) {
            long pause = desk.settings.patience().resendNanos();
            desk.put(
                    txn,
                    new Telling(
                            anchor, at, decision.get().untold(), false, desk.after(pause), pause));
        }
    }

    void again(TxnId txn, Telling telling) {
        long pause =
                Math.min(2 * telling.pauseNanos(), desk.settings.patience().longestPauseNanos());
        desk.put(
                txn,
                new Telling(
                        telling.anchor(),
                        telling.at(),
                        telling.untold(),
                        telling.forgetting(),
                        desk.after(pause),
                        pause));
        tell(txn, telling);
    }

    private void tell(TxnId txn, Telling telling) {
        Outcome outcome = new Outcome.Committed(telling.at());
        for (Span share : telling.untold()) {
            desk.send(new Parley.Decided(txn, telling.anchor(), share, outcome));
        }
    }

    /// A share has logged it; once all have, that is logged, and the decision need not be kept.
    void logged(Parley.Logged logged) {
        TxnId txn = logged.txn();
        if (!(desk.entry(txn).orElse(null) instanceof Telling telling)
                || !telling.anchor().equals(logged.anchor())) {
            return;
        }
        List<Span> rest = Spans.minus(telling.untold(), logged.span());
        boolean all = rest.isEmpty();
        desk.put(
                txn,
                new Telling(
                        telling.anchor(),
                        telling.at(),
                        rest,
                        all,
                        telling.due(),
                        telling.pauseNanos()));
        if (all && !telling.forgetting()) {
            desk.state
                    .untold(telling.anchor(), txn)
                    .ifPresent(decision ->
                            desk.effect(
                                    new Effect.Log(
                                            new TxnRecord.Forgotten(
                                                    txn, telling.anchor(), decision.untold()))));
        }
    }

    void forgotten(TxnId txn, Key anchor) {
        boolean over = desk.state.untold(anchor, txn).isEmpty();
        if (over && desk.entry(txn).orElse(null) instanceof Telling) {
            desk.remove(txn);
        }
    }

    /// There is something that a later horizon lets go.
    void armHorizon() {
        if (horizonDue.isEmpty()) {
            horizonDue = Optional.of(desk.after(desk.settings.outcomes().stepNanos()));
        }
    }

    void tick() {
        if (horizonDue.isEmpty() || !desk.lease.now().surelyAfter(horizonDue.get())) {
            return;
        }
        horizonDue = Optional.empty();
        if (desk.lease.now().latest().isAfter(desk.lease.end())) {
            armHorizon(); // by a clock that runs ahead, outcomes would be forgotten too early
            return;
        }
        Timestamp horizon =
                desk.lease.now().earliest().plusNanos(-desk.settings.outcomes().keepNanos());
        if (horizon.isAfter(desk.state.horizon())) {
            desk.effect(new Effect.Log(new TxnRecord.Horizon(horizon)));
        }
    }
}
