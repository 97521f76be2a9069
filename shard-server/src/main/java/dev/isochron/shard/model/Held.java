package dev.isochron.shard.model;

import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.Optional;

/// How far a node's leaders may let old versions go, for the sake of snapshots that somebody holds.
///
/// Who holds one says so in a row, committed at `s`, of a moment not before `s - retention`. So
/// whoever read all such rows as of `seen` knows of every one that is held at a moment before `seen
/// - retention`, and may forget what is below both that and the earliest of them. It needs to agree
///   with nobody, and another leader that knows less forgets less.
///
/// ```
///        earliest held      seen - retention             seen    now
/// ───────────┤──────────────────────┤─────────────────────┤───────┤──▶
///   may go   │   kept: it is held   │   kept: may be held still
/// ```
///
/// Nobody holds anything for longer than a limit, so what is older than that goes in any case, even
/// where the rows cannot be read. Owned by the node's loop.
public final class Held {
    private Optional<Duration> longest = Optional.empty();
    private Timestamp seen = Timestamp.MIN;
    private Timestamp earliest = Timestamp.MAX;
    private boolean isWanted;

    /// From now on somebody looks at what is held; until it says what it saw, anything may be.
    ///
    /// @param limit how old the moment of a snapshot can become that is held
    public void attend(Duration limit) {
        longest = Optional.of(limit);
    }

    /// Somebody looked.
    ///
    /// @param asOf the moment of which it read what is held
    /// @param moment the earliest that is held then; [Timestamp#MAX] if none is
    public void told(Timestamp asOf, Timestamp moment) {
        if (asOf.isAfter(seen)) {
            seen = asOf;
            earliest = moment;
        }
    }

    /// Nothing below this is held by anybody, or asked for by reads that hold nothing.
    ///
    /// @param now surely past
    /// @param retention how long versions are kept in any case
    public Timestamp limit(Timestamp now, Duration retention) {
        Timestamp usual = now.plusNanos(-retention.toNanos());
        if (longest.isEmpty()) {
            return usual;
        }
        isWanted = true;
        Timestamp known = Timestamp.min(before(seen, retention), earliest);
        Timestamp oldest = before(usual, longest.get());
        return Timestamp.min(usual, Timestamp.max(known, oldest));
    }

    private static Timestamp before(Timestamp moment, Duration by) {
        return moment.equals(Timestamp.MIN) ? Timestamp.MIN : moment.plusNanos(-by.toNanos());
    }

    /// Whether a leader wanted to know since this was asked last: if not, nobody need look.
    public boolean takeWanted() {
        boolean wanted = isWanted;
        isWanted = false;
        return wanted;
    }
}
