package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Slot;

/// How much of its log a replica keeps: what somebody alive may still fetch, within bounds, and
/// never less than what its state machine lacks on disk.
final class Retention {
    /// The log is cut in steps of this many slots, since each cut is a record of its own.
    private static final int CUT_STEP = 64;

    private final Core core;
    private final ReplicaLog log;
    private Slot keepFrom = Slot.ZERO;
    private long flushAskedNanos = Long.MIN_VALUE;

    /// The state machine's disk was ahead of the log's when the last life ended, so that the log
    /// begins behind what it holds: it must say so before anything new is in it.
    private boolean owesBeginning;

    /// @param recorded where the log begins by its own records
    Retention(Core core, ReplicaLog log, Slot recorded) {
        this.core = core;
        this.log = log;
        this.owesBeginning = log.begin().isAbove(recorded);
    }

    /// Before anything else in a step.
    void sayBeginning() {
        if (owesBeginning) {
            owesBeginning = false;
            persistBeginning(log.begin());
        }
    }

    /// The leader said from where on somebody may still ask.
    void keepFrom(Slot slot) {
        keepFrom = slot;
    }

    Slot keepFrom() {
        return keepFrom;
    }

    /// Cuts below `keep`, and below that as well where the log has grown too long.
    void cutBelow(Slot keep) {
        boolean tooMuch = log.retainedBytes() > core.settings.retainBytes();
        Slot to = log.flushed().next();
        if (!tooMuch) {
            to = Slot.min(to, keep);
        }
        if (to.value() - log.begin().value() >= CUT_STEP) {
            cut(to);
        }
        if (log.retainedBytes() > core.settings.retainBytes() / 2) {
            askForFlush();
        }
    }

    /// The store has no room: nothing up to `slot` is kept for others. They take a snapshot.
    void letGo(Slot slot) {
        Slot to = Slot.min(log.flushed(), slot).next();
        if (to.isAbove(log.begin())) {
            cut(to);
        }
    }

    private void cut(Slot to) {
        persistBeginning(to);
        log.cut(to);
    }

    private void persistBeginning(Slot begin) {
        core.persist(new HardRecord.Began(core.group, core.self, begin, log.governing(begin)));
    }

    private void askForFlush() {
        boolean again = core.uptime() - flushAskedNanos > core.settings.leaseNanos();
        if (log.flushed().isBelow(log.applied()) && (flushAskedNanos == Long.MIN_VALUE || again)) {
            flushAskedNanos = core.uptime();
            core.request(new Effects.Request.Flush());
        }
    }

    @Override
    public String toString() {
        return "keeps from "
                + keepFrom
                + " asked to flush at "
                + flushAskedNanos
                + (owesBeginning ? " owes its beginning" : "");
    }
}
