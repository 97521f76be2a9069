package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.log.Holding;
import dev.isochron.paxos.log.Position;
import dev.isochron.paxos.log.Pressure;
import dev.isochron.paxos.log.Wal;
import dev.isochron.paxos.model.GroupId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Lets old segments of the log go: groups that still need entries in the oldest one make their
/// state durable; what a group needs of it for good is copied forward.
final class Recycler {

    /// Segments are given back from this share of the log's limit on: early enough that lagging
    /// groups are flushed long before writers are slowed, late enough to rewrite little.
    private static final int START_AT_FRACTION = 4;

    /// From this share on groups keep nothing for slow members: room for everyone comes first. What
    /// they all keep together could otherwise fill the log for good.
    private static final int PRESSED_AT_FRACTION = 2;

    /// Looking at what holds a segment costs a glance at every group.
    private static final long PAUSE_NANOS = 20_000_000L;

    /// Whoever holds the oldest segment is asked again after this, also if nothing is written.
    private static final long HELD_PAUSE_NANOS = 500_000_000L;

    private final Wal wal;
    private final Loop loop;
    private final Runnable appended;
    private final BiConsumer<GroupId, Position> restated;
    private Function<GroupId, Optional<Keeper>> keepers = _ -> Optional.empty();
    private long notBefore;
    private boolean lookIsDue;
    private boolean stopped;

    /// @param appended told that there is something to flush
    /// @param restated told where the whole hard state of a group stands now
    Recycler(Wal wal, Loop loop, Runnable appended, BiConsumer<GroupId, Position> restated) {
        this.wal = wal;
        this.loop = loop;
        this.appended = appended;
        this.restated = restated;
    }

    void keepers(Function<GroupId, Optional<Keeper>> all) {
        keepers = all;
    }

    /// The log is dead: nothing more is to be recycled.
    void stop() {
        stopped = true;
    }

    void look() {
        if (stopped) {
            return;
        }
        Pressure pressure = wal.pressure();
        boolean early = pressure.usedBytes() < pressure.limitBytes() / START_AT_FRACTION;
        if (early && !pressure.diskFull()) {
            return;
        }
        if (loop.uptimeNanos() >= notBefore) {
            recycle();
        } else {
            lookAt(notBefore);
        }
    }

    private void lookAt(long uptimeNanos) {
        if (!lookIsDue) {
            lookIsDue = true;
            loop.at(
                    uptimeNanos,
                    () -> {
                        lookIsDue = false;
                        look();
                    });
        }
    }

    private void recycle() {
        notBefore = loop.uptimeNanos() + PAUSE_NANOS;
        boolean held = false;
        for (Holding holding : wal.holders()) {
            held |= !letGo(holding);
        }
        if (held) {
            lookAt(loop.uptimeNanos() + HELD_PAUSE_NANOS);
        } else if (wal.release()) {
            look();
        }
        appended.run();
    }

    private boolean letGo(Holding holding) {
        Optional<Keeper> keeper = keepers.apply(holding.group());
        if (keeper.isEmpty() || keeper.get().isLettingGo(holding)) {
            return false;
        }
        if (holding.holdsEntries() && isPressed()) {
            keeper.get().letGo(holding.highest());
        }
        if (wal.restate(holding.group(), keeper.get().hardState()) instanceof Position position) {
            restated.accept(holding.group(), position);
            return true;
        }
        return false;
    }

    private boolean isPressed() {
        Pressure pressure = wal.pressure();
        return pressure.diskFull()
                || pressure.usedBytes() > pressure.limitBytes() / PRESSED_AT_FRACTION;
    }
}
