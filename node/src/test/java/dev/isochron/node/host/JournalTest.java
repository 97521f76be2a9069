package dev.isochron.node.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Network;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.node.port.Operator;
import dev.isochron.node.port.Ports;
import dev.isochron.node.world.TestClock;
import dev.isochron.node.world.TestDisk;
import dev.isochron.node.world.TestLoop;
import dev.isochron.paxos.log.Holding;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.log.NoRoom;
import dev.isochron.paxos.log.StoreIdentity;
import dev.isochron.paxos.log.Wal;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The journal and its recycler over a real log on a disk in memory.
class JournalTest {
    private static final GroupId BUSY = new GroupId(1);
    private static final GroupId QUIET = new GroupId(2);
    private static final long MILLI = 1_000_000L;

    /// Of so small a log a few hundred entries fill everything.
    private static final LogSettings SMALL =
            new LogSettings(128 << 10, 32 << 10, 64 << 10, 1, 1 << 20);

    private static final int ENTRY_BYTES = 4_000;

    /// What a replica keeps for slow members has a bound: more than a segment, less than the log.
    private static final int KEPT_ENTRIES = 40;

    private final TestLoop loop = new TestLoop();
    private final TestDisk disk = new TestDisk();
    private final List<String> stops = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Journal journal =
            new Journal(
                    Wal.open(
                                    disk,
                                    SMALL,
                                    new StoreIdentity(
                                            new UUID(1, 1), new NodeId(1), new UUID(2, 2)))
                            .wal(),
                    disk,
                    ports());
    private final Group busy = new Group(BUSY);
    private final Group quiet = new Group(QUIET);

    JournalTest() {
        journal.keepers(g -> Optional.of(g.equals(BUSY) ? busy : quiet));
        busy.begin();
        quiet.begin();
        loop.run(10 * MILLI);
    }

    /// A replica as the recycler sees it: whatever it accepted last is all that it needs.
    private final class Group implements Keeper {
        final GroupId id;
        long slot;
        long needsFrom = 1;
        int asked;
        int pressed;
        boolean flushesWhenAsked = true;
        boolean isFlushing;
        Ballot promised = new Ballot(1, 1);

        Group(GroupId id) {
            this.id = id;
        }

        void begin() {
            journal.append(id, List.of(began(), promised()), () -> {});
        }

        void accept(int bytes) {
            slot++;
            needsFrom = Math.max(needsFrom, slot - KEPT_ENTRIES);
            String name = id + "/" + slot;
            journal.append(id, List.of(accepted(bytes)), () -> done.add(name));
        }

        void promise(Ballot ballot) {
            promised = ballot;
            journal.append(id, List.of(promised()), () -> done.add(id + " promised " + ballot));
        }

        HardRecord began() {
            return new HardRecord.Began(
                    id,
                    new ReplicaId(1),
                    new Slot(needsFrom),
                    Configuration.initial(List.of(new NodeId(1), new NodeId(2), new NodeId(3))));
        }

        HardRecord promised() {
            return new HardRecord.Promised(id, promised);
        }

        private HardRecord accepted(int bytes) {
            return new HardRecord.Accepted(
                    id, new Slot(slot), new Ballot(1, 1), new Entry.Commands(new byte[bytes]));
        }

        @Override
        public boolean isLettingGo(Holding holding) {
            asked++;
            if (flushesWhenAsked) {
                needsFrom = slot + 1;
            }
            return isFlushing;
        }

        @Override
        public void letGo(Slot upTo) {
            pressed++;
            needsFrom = Math.max(needsFrom, upTo.value() + 1);
        }

        @Override
        public List<HardRecord> hardState() {
            List<HardRecord> state = new ArrayList<>(List.of(began(), promised()));
            for (long s = needsFrom; s <= slot; s++) {
                state.add(
                        new HardRecord.Accepted(
                                id,
                                new Slot(s),
                                new Ballot(1, 1),
                                new Entry.Commands(new byte[ENTRY_BYTES])));
            }
            state.add(new HardRecord.ChosenMark(id, new Slot(needsFrom - 1)));
            return state;
        }
    }

    // -- flushing ----------------------------------------------------------------------------

    @Test
    void whatIsAppendedInOneTurnAndWhileASyncRunsSharesASync() {
        long before = journal.times().syncs();
        busy.accept(10);
        quiet.accept(10);
        assertEquals(List.of(), done, "nothing is told before it is synced");
        loop.run(0);
        busy.accept(10);
        quiet.accept(10);
        loop.run(MILLI);
        assertEquals(List.of("g1/1", "g2/1", "g1/2", "g2/2"), done, "in the order of appending");
        assertEquals(2, journal.times().syncs() - before, "two turns, two syncs");
    }

    /// FAULTS S1: nothing that follows a failed sync is ever told, and the operator is, once.
    @Test
    void afterAFailedSyncNothingIsToldAnyMore() {
        disk.failsToSync = true;
        busy.accept(10);
        loop.run(MILLI);
        disk.failsToSync = false;
        Append later = journal.append(BUSY, List.of(), () -> done.add("later"));
        busy.accept(10);
        loop.run(1_000 * MILLI);
        assertEquals(List.of(), done);
        assertFalse(later.isSynced());
        assertEquals(Optional.of(NoRoom.BUSY), journal.room());
        assertEquals(1, stops.size(), stops::toString);
        assertTrue(stops.getFirst().contains("stops before it promises anything more"));
    }

    // -- recycling ---------------------------------------------------------------------------

    /// Attack 15: the quiet group's promise stands in the oldest segment only. It is copied forward
    /// before that goes, however often the log goes round.
    @Test
    void theLogGoesRoundAndTakesAQuietGroupAlong() {
        for (int i = 0; i < 2_000; i++) {
            busy.accept(ENTRY_BYTES);
            loop.run(MILLI);
        }
        loop.run(100 * MILLI);
        assertEquals(2_000, done.size(), "every entry found room");
        assertTrue(disk.usedBytes() <= 2 * SMALL.limitBytes(), () -> disk.usedBytes() + " bytes");
        assertTrue(quiet.asked > 0 && busy.asked > 0);
        assertStandsAfterRestart(quiet);
    }

    /// What a slow member might still fetch is given up before the log is full.
    @Test
    void whoKeepsTooMuchIsPressed() {
        busy.flushesWhenAsked = false;
        for (int i = 0; i < 600; i++) {
            awaitRoom();
            busy.accept(ENTRY_BYTES);
            loop.run(MILLI);
        }
        loop.run(100 * MILLI);
        assertTrue(busy.pressed > 0, "nobody asked for room");
        assertEquals(600, done.size());
    }

    /// A checkpoint may take long, and nobody writes anything meanwhile.
    @Test
    void whoHoldsASegmentIsAskedAgainThoughNothingIsWritten() {
        busy.isFlushing = true;
        for (int i = 0; i < 120; i++) {
            busy.accept(ENTRY_BYTES);
            loop.run(MILLI);
        }
        long used = journal.pressure().usedBytes();
        loop.run(2_000 * MILLI);
        assertEquals(used, journal.pressure().usedBytes(), "what is held stays");
        busy.isFlushing = false;
        loop.run(2_000 * MILLI);
        assertTrue(journal.pressure().usedBytes() < used, "nobody asked again");
    }

    /// FAULTS S17 and attack 35: entries wait, in order and per group, what is small goes on from
    /// the reserve, and everything is taken in once there is space.
    @Test
    void onAFullDiskEntriesWaitAndPromisesGoOn() {
        disk.roomBytes = disk.usedBytes();
        busy.flushesWhenAsked = false;
        quiet.flushesWhenAsked = false;
        busy.needsFrom = 1;
        for (int i = 0; i < 1_000 && journal.room().isEmpty(); i++) {
            busy.accept(ENTRY_BYTES);
            loop.run(MILLI);
        }
        assertTrue(journal.room().isPresent(), "a full disk took everything");
        assertEquals(1, told.size(), "the operator is told once: " + told);
        assertTrue(told.getFirst().startsWith("The disk is full: no room for "), told::toString);
        int before = done.size();
        busy.accept(ENTRY_BYTES);
        busy.accept(ENTRY_BYTES);
        journal.append(QUIET, List.of(quiet.promised()), () -> done.add("promise"));
        loop.run(20 * MILLI);
        assertTrue(done.contains("promise"), "a promise has room of its own");
        disk.roomBytes = Long.MAX_VALUE;
        loop.run(3_000 * MILLI);
        assertEquals(Optional.empty(), journal.room(), "it recovers by itself");
        assertEquals(2, told.size(), told::toString);
        assertTrue(told.getLast().startsWith("The disk has room"), told::toString);
        List<String> entries = done.stream().filter(d -> d.startsWith("g1")).toList();
        assertEquals(busy.slot, entries.size());
        assertTrue(entries.size() > before);
        assertEquals(entries, entries.stream().sorted(JournalTest::bySlot).toList(), "in order");
    }

    /// Seed 8384 of the simulation: appended behind the state of its group, what waited would take
    /// the group back.
    @Test
    void whatWaitsForRoomIsPartOfTheStateThatIsRestated() {
        disk.roomBytes = disk.usedBytes();
        busy.isFlushing = true;
        for (int i = 0; i < 1_000 && done.size() == busy.slot; i++) {
            busy.accept(ENTRY_BYTES);
            loop.run(MILLI);
        }
        busy.promise(new Ballot(2, 2));
        String entry = BUSY + "/" + busy.slot;
        loop.run(2_000 * MILLI);
        assertFalse(done.contains(entry), "it found room on a full disk");
        busy.needsFrom = busy.slot;
        busy.isFlushing = false;
        loop.run(1_000 * MILLI);
        assertEquals(
                List.of(entry, "g1 promised b2.2"), done.subList(done.size() - 2, done.size()));
        disk.roomBytes = Long.MAX_VALUE;
        loop.run(3_000 * MILLI);
        assertEquals(List.of(), stops);
        assertStandsAfterRestart(busy);
    }

    /// As desks do before they propose. Nothing else is written meanwhile.
    private void awaitRoom() {
        boolean found = loop.runUntil(() -> journal.room().isEmpty(), 10_000 * MILLI);
        assertTrue(found, () -> "no room any more: " + journal.pressure());
    }

    private static int bySlot(String a, String b) {
        return Long.compare(Long.parseLong(a.substring(3)), Long.parseLong(b.substring(3)));
    }

    private void assertStandsAfterRestart(Group group) {
        disk.crash();
        var recovered =
                Wal.open(
                        disk,
                        SMALL,
                        new StoreIdentity(new UUID(1, 1), new NodeId(1), new UUID(2, 2)));
        assertEquals(
                group.promised,
                Objects.requireNonNull(recovered.replicas().get(group.id)).promised());
    }

    // -- ports -------------------------------------------------------------------------------

    private Ports ports() {
        DiskWorker worker = this::perform;
        return new Ports(
                new TestClock(loop),
                loop,
                new Silence(),
                new Ports.Disks(disk, new TestDisk()),
                worker,
                worker,
                bound -> bound / 2,
                new Person(),
                NodeObserver.NONE);
    }

    private void perform(DiskWorker.Job job, Consumer<Optional<RuntimeException>> told) {
        loop.after(
                MILLI / 10,
                () -> {
                    try {
                        job.write();
                        job.sync();
                    } catch (RuntimeException e) {
                        told.accept(Optional.of(e));
                        return;
                    }
                    told.accept(Optional.empty());
                });
    }

    private static final class Silence implements Network {
        @Override
        public void send(NodeId to, Frame frame) {}

        @Override
        public void onFrame(Consumer<Frame> receiver) {}
    }

    private final class Person implements Operator {
        @Override
        public void tell(String message) {
            told.add(message);
        }

        @Override
        public void stop(String message) {
            stops.add(message);
        }
    }
}
