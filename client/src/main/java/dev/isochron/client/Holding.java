package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.port.Chance;
import dev.isochron.client.route.Moment;
import dev.isochron.client.route.Router;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Holds the moment of one snapshot once it is in use for long, and goes on with that while it is.
///
/// Reads tell it that the snapshot is in use; so does [Hold] from beside, for a program that thinks
/// between its reads. What is not told so for a while is held no longer.
///
/// ```
/// first read            a quarter of what was left         half of the time later, if it is in use
/// ─────┤────────────────────────┤ held ──────────────────────────┤ held for longer ──▶
/// ```
final class Holding {
    private static final int FIRST_PART = 4;
    private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Holds holds;
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable String id;
    private volatile Stand stand = Stand.UNUSED;

    /// How far it is.
    private sealed interface Stand {
        record Unused() implements Stand {}

        Unused UNUSED = new Unused();

        /// @param dueNanos when it is to be held, or for longer
        record Used(Timestamp moment, long dueNanos, Optional<Timestamp> until) implements Stand {}

        /// It cannot be held, or needs not be any more.
        record Over() implements Stand {}

        Over OVER = new Over();
    }

    Holding(Holds holds) {
        this.holds = holds;
    }

    /// Its snapshot is in use. Does nothing mostly; now and then it asks the cluster, and reads go
    /// on whatever comes of it: it is they that fail if their versions are gone.
    void used(Moment moment) {
        Stand now = stand;
        Optional<Timestamp> at = moment.at();
        if (now instanceof Stand.Unused && at.isPresent()) {
            stand = begun(at.get());
        } else {
            goOn();
        }
    }

    private Stand.Used begun(Timestamp moment) {
        Router router = holds.router();
        long age = router.now().nanos() - moment.nanos();
        long left = holds.settings().retention().toNanos() - age;
        return new Stand.Used(
                moment,
                router.sessions().nanos() + Math.max(SHORTEST_NANOS, left / FIRST_PART),
                Optional.empty());
    }

    /// As [#used], for whoever knows nothing new of the moment.
    void goOn() {
        if (stand instanceof Stand.Used used
                && holds.router().sessions().nanos() >= used.dueNanos()
                && busy.compareAndSet(false, true)) {
            try {
                Stand next = keep(used);
                if (stand instanceof Stand.Over) {
                    holds.remove(id());
                } else {
                    stand = next;
                }
            } catch (BadInputException e) {
                stand = Stand.OVER;
            } catch (IsochronException e) {
                stand = again(used);
            } finally {
                busy.set(false);
            }
        }
    }

    private Stand again(Stand.Used used) {
        long soon = holds.router().sessions().nanos() + SHORTEST_NANOS;
        return new Stand.Used(used.moment(), soon, used.until());
    }

    private Stand keep(Stand.Used used) {
        Timestamp until = holds.keep(id(), used.moment(), used.until());
        Duration half = holds.settings().retention().dividedBy(2);
        return new Stand.Used(
                used.moment(),
                holds.router().sessions().nanos() + half.toNanos(),
                Optional.of(until));
    }

    /// Holds it at once.
    ///
    /// @throws IsochronException if that cannot be
    void begin(Timestamp moment) {
        stand = keep(begun(moment));
    }

    /// It is in use no longer.
    void end() {
        Stand last = stand;
        stand = Stand.OVER;
        if (last instanceof Stand.Used used && used.until().isPresent()) {
            try {
                holds.remove(id());
            } catch (IsochronException e) {
                // It ends by itself.
            }
        }
    }

    /// Until when it is held.
    Timestamp until() {
        return stand instanceof Stand.Used used
                ? used.until().orElse(Timestamp.MIN)
                : Timestamp.MIN;
    }

    /// Drawn when it is needed, since most snapshots are never held.
    private synchronized String id() {
        String drawn = id;
        if (drawn == null) {
            Chance chance = holds.router().chance();
            drawn = "%016x-%016x".formatted(chance.next(), chance.next());
            id = drawn;
        }
        return drawn;
    }
}
