package dev.isochron.simulation.disk;

import dev.isochron.paxos.log.Disk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// One file: what a reader sees, and for each sector that is not synced what the platter may hold
/// instead, oldest first.
final class CrashFile {
    private final byte[] content;
    private final TreeMap<Integer, List<byte[]>> unsynced = new TreeMap<>();

    /// Sectors whose sync failed: the kernel takes them for clean, so no later sync writes them,
    /// and may forget at any time that they were ever written.
    private final TreeMap<Integer, byte[]> forsaken = new TreeMap<>();

    CrashFile(int bytes) {
        content = new byte[bytes];
    }

    int size() {
        return content.length;
    }

    void read(int offset, ByteBuffer into) {
        into.put(content, offset, into.remaining());
    }

    void write(int offset, ByteBuffer from) {
        int bytes = from.remaining();
        if (bytes == 0) {
            return;
        }
        for (int sector = offset / Disk.SECTOR;
                sector <= (offset + bytes - 1) / Disk.SECTOR;
                sector++) {
            remember(sector);
        }
        from.get(content, offset, bytes);
    }

    void sync() {
        unsynced.clear();
    }

    /// The sync reports an error, and its sectors will never be written.
    void failSync() {
        unsynced.forEach((sector, versions) -> forsaken.putIfAbsent(sector, versions.getFirst()));
        unsynced.clear();
    }

    boolean isSynced() {
        return unsynced.isEmpty() && forsaken.isEmpty();
    }

    /// What is on the platter for sure: a copy of the content without what may still be lost.
    byte[] durable() {
        byte[] durable = content.clone();
        forsaken.forEach((sector, old) -> put(durable, sector, old));
        unsynced.forEach((sector, versions) -> put(durable, sector, versions.getFirst()));
        return durable;
    }

    void powerCut(PowerCut cut, RandomGenerator chance) {
        int half = unsynced.size() / 2;
        int index = 0;
        for (var entry : unsynced.entrySet()) {
            boolean later = index++ >= half;
            List<byte[]> versions = entry.getValue();
            int keep =
                    switch (cut) {
                        case LOSES_ALL -> 0;
                        case KEEPS_ALL -> versions.size();
                        case KEEPS_SOME -> chance.nextInt(versions.size() + 1);
                        case KEEPS_LATER_HALF -> later ? versions.size() : 0;
                        case KEEPS_EARLIER_HALF -> later ? 0 : versions.size();
                    };
            if (keep < versions.size()) {
                put(content, entry.getKey(), versions.get(keep));
            }
        }
        unsynced.clear();
        forsaken.forEach((sector, old) -> put(content, sector, old));
        forsaken.clear();
    }

    /// The process is gone, the machine is not: only what the kernel forsook may be forgotten.
    void evict(RandomGenerator chance) {
        forsaken.entrySet()
                .removeIf(entry -> {
                    boolean forget = chance.nextBoolean();
                    if (forget) {
                        put(content, entry.getKey(), entry.getValue());
                    }
                    return forget;
                });
    }

    void flip(long bit) {
        content[Math.toIntExact(bit / 8)] ^= (byte) (1 << (bit % 8));
    }

    void overwrite(int offset, int bytes, byte value) {
        Arrays.fill(content, offset, offset + bytes, value);
    }

    private void remember(int sector) {
        int from = sector * Disk.SECTOR;
        byte[] now =
                Arrays.copyOfRange(content, from, Math.min(from + Disk.SECTOR, content.length));
        byte[] old = forsaken.remove(sector);
        List<byte[]> versions = unsynced.computeIfAbsent(sector, _ -> new ArrayList<>());
        if (old != null) {
            versions.add(old);
        }
        versions.add(now);
    }

    private static void put(byte[] into, int sector, byte[] bytes) {
        System.arraycopy(bytes, 0, into, sector * Disk.SECTOR, bytes.length);
    }
}
