package dev.isochron.node.host;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.log.Chore;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.Flush;
import dev.isochron.paxos.log.NoRoom;
import dev.isochron.paxos.log.Position;
import dev.isochron.paxos.log.Pressure;
import dev.isochron.paxos.log.Wal;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Drives the durable log of the store: what is appended during one turn of the loop, or while a
/// sync runs, goes out in the next flush.
///
/// A replica's step cannot be undone, so an append is never refused: what finds no room waits here,
/// in order for its group, and counts as not synced. Those who could cause that ask for [#room]
/// before they step.
public final class Journal {

    /// While the disk is full, room is looked for this often.
    private static final long FULL_PAUSE_NANOS = 500_000_000L;

    /// A flush of at most so many bytes takes hardly longer than an empty one.
    private static final int BRIEF_BYTES = 16 << 10;

    /// The lane of records that belong to no group.
    private static final long STORE = 0;

    private final Wal wal;
    private final Disk disk;
    private final Ports ports;
    private final SyncTimes times = new SyncTimes();
    private final Recycler recycler;
    private final ArrayDeque<Append> inFlight = new ArrayDeque<>();
    private final TreeMap<Long, ArrayDeque<Append>> withoutRoom = new TreeMap<>();
    private boolean flushIsDue;

    /// Something was appended, since the last flush began, that no other node waits for.
    private boolean own;

    /// The same of what another node waits for.
    private boolean awaited;

    private boolean choreUnderWay;
    private boolean saidFull;
    private boolean dead;

    public Journal(Wal wal, Disk disk, Ports ports) {
        this.wal = wal;
        this.disk = disk;
        this.ports = ports;
        this.recycler = new Recycler(wal, ports.loop(), this::flushAtTurnEnd, this::restated);
    }

    /// Appends what a step of a replica of `group` wants to persist; `whenSynced` runs once all of
    /// it, and everything appended before, is durable.
    public Append append(GroupId group, List<HardRecord> records, Runnable whenSynced) {
        own = true;
        return append(group.value(), records, whenSynced);
    }

    /// The same for what the leader of the group, on another node, waits for.
    Append accept(GroupId group, List<HardRecord> records, Runnable whenSynced) {
        awaited = true;
        return append(group.value(), records, whenSynced);
    }

    /// Appends facts of the store itself.
    public Append appendOfStore(List<HardRecord> records, Runnable whenSynced) {
        return append(STORE, records, whenSynced);
    }

    private Append append(long lane, List<HardRecord> records, Runnable whenSynced) {
        Append append = new Append(records, whenSynced);
        if (dead) {
            return append;
        }
        ArrayDeque<Append> waiting = withoutRoom.get(lane);
        if (waiting != null) {
            waiting.add(append);
        } else if (!takesPlace(append)) {
            withoutRoom.computeIfAbsent(lane, _ -> new ArrayDeque<>()).add(append);
        }
        flushAtTurnEnd();
        return append;
    }

    private boolean takesPlace(Append append) {
        return switch (wal.append(append.records())) {
            case NoRoom _ -> false;
            case Position position -> {
                place(append, position);
                yield true;
            }
        };
    }

    /// Why a replica should take nothing that it would have to persist entries for; empty if there
    /// is room.
    public Optional<NoRoom> room() {
        if (dead || !withoutRoom.isEmpty()) {
            return Optional.of(NoRoom.BUSY);
        }
        return wal.room();
    }

    /// The sector of the log below which everything is durable.
    public long syncedSector() {
        return wal.synced().value() / Disk.SECTOR;
    }

    public Pressure pressure() {
        return wal.pressure();
    }

    public SyncTimes times() {
        return times;
    }

    /// Who is asked to let go of old segments.
    public void keepers(Function<GroupId, Optional<Keeper>> keepers) {
        recycler.keepers(keepers);
    }

    // -- flushing ----------------------------------------------------------------------------

    private void flushAtTurnEnd() {
        if (!flushIsDue) {
            flushIsDue = true;
            ports.loop().atTurnEnd(this::flush);
        }
    }

    private void flush() {
        flushIsDue = false;
        if (dead) {
            return;
        }
        wal.startFlush().ifPresent(this::submit);
        doChore();
    }

    private void submit(Flush flush) {
        long started = ports.loop().uptimeNanos();
        ports.log()
                .submit(
                        new FlushJob(flush, disk, isBrief(flush)),
                        failure -> onFlushed(flush, started, failure));
    }

    /// A follower has nothing better to do than to accept what its leader waits for. Whoever has
    /// entries of its own in the same flush does: it counts on the others' disks while its own is
    /// slow. With many shards a node leads some and follows others, so what counts is this flush
    /// and not the node.
    private boolean isBrief(Flush flush) {
        boolean brief = awaited && !own && flush.bytes() <= BRIEF_BYTES;
        awaited = false;
        own = false;
        return brief;
    }

    private record FlushJob(Flush flush, Disk disk, boolean isBrief) implements DiskWorker.Job {
        @Override
        public void write() {
            flush.write(disk);
        }

        @Override
        public void sync() {
            flush.sync(disk);
        }
    }

    private void onFlushed(Flush flush, long started, Optional<RuntimeException> failure) {
        if (dead) {
            return;
        }
        if (failure.isPresent()) {
            die(failure.get());
            return;
        }
        times.synced(ports.loop().uptimeNanos() - started, flush.records());
        long synced = wal.completed(flush).value();
        ports.observer().synced(synced);
        findRoom();
        flush();
        while (!inFlight.isEmpty() && inFlight.peek().position() <= synced) {
            inFlight.remove().becomeSynced();
        }
        recycler.look();
    }

    /// Nobody can say what is on the disk now: nothing more is promised by this process.
    private void die(RuntimeException failure) {
        dead = true;
        recycler.stop();
        wal.failed(failure);
        ports.operator()
                .stop(
                        "The disk of the durable log failed, so this node stops before it promises"
                                + " anything more: "
                                + failure.getMessage()
                                + " Check the device and start the node again; it recovers what"
                                + " was synced.");
    }

    // -- room --------------------------------------------------------------------------------

    private void findRoom() {
        Iterator<ArrayDeque<Append>> lanes = withoutRoom.values().iterator();
        while (lanes.hasNext()) {
            ArrayDeque<Append> lane = lanes.next();
            while (!lane.isEmpty() && takesPlace(lane.peek())) {
                lane.remove();
            }
            if (lane.isEmpty()) {
                lanes.remove();
            }
        }
    }

    /// What a group wanted to append and had no room for is part of its state, which stands there
    /// whole now: appended behind it, it would take the group back.
    private void restated(GroupId group, Position position) {
        ArrayDeque<Append> lane = withoutRoom.remove(group.value());
        if (lane != null) {
            lane.forEach(append -> place(append, position));
        }
    }

    private void place(Append append, Position position) {
        append.standsAt(position.value());
        inFlight.add(append);
        ports.observer().appended(append.records(), position.value());
    }

    private void doChore() {
        if (choreUnderWay) {
            return;
        }
        wal.nextChore()
                .ifPresent(chore -> {
                    choreUnderWay = true;
                    ports.files()
                            .submit(
                                    new ChoreJob(chore, disk),
                                    failure -> onChoreDone(chore, failure));
                });
    }

    private record ChoreJob(Chore chore, Disk disk) implements DiskWorker.Job {
        @Override
        public void write() {
            chore.run(disk);
        }

        @Override
        public void sync() {
            // A chore syncs by itself whatever it must.
        }
    }

    private void onChoreDone(Chore chore, Optional<RuntimeException> failure) {
        if (dead) {
            return;
        }
        if (failure.isPresent()) {
            die(failure.get());
            return;
        }
        wal.finished(chore);
        tellOfRoom(chore);
        if (chore.foundNoRoom()) {
            long later = ports.loop().uptimeNanos() + FULL_PAUSE_NANOS;
            ports.loop().at(later, this::goOn);
            recycler.look();
        } else {
            goOn();
        }
    }

    /// Once when the disk is full, and once when it is not any more.
    private void tellOfRoom(Chore chore) {
        boolean full = wal.pressure().diskFull();
        if (full == saidFull) {
            return;
        }
        saidFull = full;
        ports.operator()
                .tell(
                        full
                                ? "The disk is full: "
                                        + chore.whatFoundNoRoom().orElse("no room for the log")
                                        + ". This node takes no more entries once what it has"
                                        + " prepared is used up; what is there is safe. Free some"
                                        + " space; it goes on by itself."
                                : "The disk has room for the log again, and this node goes on.");
    }

    private void goOn() {
        choreUnderWay = false;
        if (!dead) {
            findRoom();
            flush();
        }
    }
}
