package dev.isochron.simulation.disk;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that a seed breaks: unsynced sectors are lost, torn or reordered by a power
/// cut, bits flip, writes go astray, syncs fail, space runs out.
///
/// Faults come only when asked for; without any it behaves as the [Disk] port says. What it is
/// asked for next is up to the world that owns it.
public final class CrashDisk implements Disk {
    /// What the next write does instead of writing.
    private enum Astray {
        FAILS,
        IS_LOST,
        LANDS_ELSEWHERE
    }

    /// A change of the directory, whole or not at all: `gone` is no name any more, and `name`, if
    /// there is one, stands for `file`.
    private record Change(String gone, @Nullable String name, @Nullable CrashFile file) {
        void apply(Map<String, CrashFile> names) {
            names.remove(gone);
            if (name != null && file != null) {
                names.put(name, file);
            }
        }
    }

    private final RandomGenerator chance;
    private TreeMap<String, CrashFile> names = new TreeMap<>();
    private final TreeMap<String, CrashFile> durableNames = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private @Nullable Astray nextWrite;
    private @Nullable Lost lost;
    private boolean nextSyncFails;
    private long stepsLeft = Long.MAX_VALUE;
    private long syncs;
    private long writtenBytes;

    public CrashDisk(RandomGenerator chance) {
        this.chance = chance;
    }

    // What can go wrong.

    /// The power goes: what was not synced is lost wholly, partly or not at all.
    public void powerCut() {
        PowerCut[] kinds = PowerCut.values();
        powerCut(kinds[chance.nextInt(kinds.length)]);
    }

    public void powerCut(PowerCut cut) {
        int kept =
                switch (cut) {
                    case LOSES_ALL -> 0;
                    case KEEPS_ALL -> pending.size();
                    default -> chance.nextInt(pending.size() + 1);
                };
        pending.subList(0, kept).forEach(change -> change.apply(durableNames));
        pending.clear();
        names = new TreeMap<>(durableNames);
        names.values().forEach(file -> file.powerCut(cut, chance));
        forgetFaults();
    }

    /// The process is killed and the machine goes on: everything written is still there, but for
    /// what a failed sync left behind.
    public void kill() {
        names.values().forEach(file -> file.evict(chance));
        forgetFaults();
    }

    /// The next sync of a file reports an error and does not write.
    public void failNextSync() {
        nextSyncFails = true;
    }

    /// The next write reports an error; part of it may be there.
    public void failNextWrite() {
        nextWrite = Astray.FAILS;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Lost(CrashFile file, int offset, byte[] bytes) {}

    /// The next write reports success and writes nothing; unless it is the last one, which is there
    /// after all: nothing on a disk could tell its loss from a write that was cut short.
    public void loseNextWrite() {
        nextWrite = Astray.IS_LOST;
    }

    /// The next write reports success and lands in another place of the same file.
    public void misdirectNextWrite() {
        nextWrite = Astray.LANDS_ELSEWHERE;
    }

    /// The machine stops in the middle of the given step from now on, 1 being the next: that and
    /// everything after it fails until [#powerCut] or [#kill]. Reading is no step.
    public void stopAt(long step) {
        stepsLeft = step;
    }

    /// True if [#stopAt] has struck.
    public boolean isStopped() {
        return stepsLeft <= 0;
    }

    /// From now on files take at most this much in all; `Long.MAX_VALUE` is endless.
    public void limitTo(long bytes) {
        capacity = bytes;
    }

    /// Takes back every fault that was asked for and has not struck; what it did stays done.
    public void mend() {
        forgetFaults();
        capacity = Long.MAX_VALUE;
    }

    /// Flips one bit of a file, on the platter and for readers.
    public void flipBit(String name, long bit) {
        file(name).flip(bit);
    }

    /// Overwrites a stretch of a file with one byte, on the platter and for readers.
    public void overwrite(String name, int offset, int bytes, byte value) {
        file(name).overwrite(offset, bytes, value);
    }

    // What a judge may ask.

    /// What a file holds for sure, whatever happens next; the file must be there.
    public byte[] durable(String name) {
        return file(name).durable();
    }

    public boolean isSynced() {
        return pending.isEmpty() && names.values().stream().allMatch(CrashFile::isSynced);
    }

    public long usedBytes() {
        return names.values().stream().mapToLong(CrashFile::size).sum();
    }

    public long syncs() {
        return syncs;
    }

    public long writtenBytes() {
        return writtenBytes;
    }

    // The port.

    @Override
    public List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Override
    public long size(String name) {
        return file(name).size();
    }

    @Override
    public void read(String name, long offset, ByteBuffer into) {
        requireInside(name, offset, into.remaining());
        file(name).read(Math.toIntExact(offset), into);
    }

    @Override
    public void allocate(String name, long bytes) {
        step();
        CrashFile replaced = names.get(name);
        long used = usedBytes() - (replaced == null ? 0 : replaced.size());
        if (bytes > capacity - used) {
            throw new DiskFullException("no room for " + bytes + " bytes of " + name, null);
        }
        CrashFile made = new CrashFile(Math.toIntExact(bytes));
        names.put(name, made);
        durableNames.put(name, made);
        pending.removeIf(change -> change.gone.equals(name));
    }

    @Override
    public void write(String name, long offset, ByteBuffer from) {
        requireInside(name, offset, from.remaining());
        writtenBytes += from.remaining();
        CrashFile file = file(name);
        lost = null;
        Astray astray = stepsLeft <= 1 ? Astray.FAILS : nextWrite;
        nextWrite = null;
        switch (astray) {
            case null -> file.write(Math.toIntExact(offset), from);
            case FAILS -> {
                from.limit(from.position() + from.remaining() / 2);
                file.write(Math.toIntExact(offset), from);
                step();
                throw new DiskFailedException("write of " + name + ": input/output error", null);
            }
            case IS_LOST -> {
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                lost = new Lost(file, Math.toIntExact(offset), bytes);
            }
            case LANDS_ELSEWHERE -> {
                int places = (file.size() - from.remaining()) / SECTOR + 1;
                file.write(chance.nextInt(places) * SECTOR, from);
            }
        }
        step();
    }

    @Override
    public void sync(String name) {
        CrashFile file = file(name);
        step();
        if (nextSyncFails) {
            nextSyncFails = false;
            file.failSync();
            throw new DiskFailedException("sync of " + name + ": input/output error", null);
        }
        syncs++;
        file.sync();
    }

    @Override
    public void rename(String from, String to) {
        CrashFile file = file(from);
        step();
        change(new Change(from, to, file));
    }

    @Override
    public void delete(String name) {
        file(name);
        step();
        change(new Change(name, null, null));
    }

    @Override
    public void syncDirectory() {
        step();
        pending.forEach(change -> change.apply(durableNames));
        pending.clear();
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private void change(Change change) {
        change.apply(names);
        pending.add(change);
    }

    private void forgetFaults() {
        if (lost != null) {
            lost.file().write(lost.offset(), ByteBuffer.wrap(lost.bytes()));
            lost.file().sync();
            lost = null;
        }
        nextWrite = null;
        nextSyncFails = false;
        stepsLeft = Long.MAX_VALUE;
    }

    private void step() {
        if (stepsLeft <= 1) {
            stepsLeft = 0;
            throw new DiskFailedException("the machine has stopped", null);
        }
        stepsLeft--;
    }

    private CrashFile file(String name) {
        CrashFile file = names.get(name);
        if (file == null) {
            throw new DiskFailedException(name + ": no such file", null);
        }
        return file;
    }

    private void requireInside(String name, long offset, int bytes) {
        if (offset < 0 || offset + bytes > file(name).size()) {
            throw new DiskFailedException(
                    name + ": " + bytes + " bytes at " + offset + " lie outside the file", null);
        }
    }
}
