package dev.isochron.simulation.log;

import dev.isochron.paxos.log.Disk;
import dev.isochron.simulation.disk.CrashDisk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Damages what a store holds durably: bits flip, sectors turn to noise, whole runs are wiped.
final class Vandal {
    /// Where a segment's header keeps the position of its first byte; see docs/formats.md.
    private static final int FIRST_AT = 64;

    private final CrashDisk disk;
    private final RandomGenerator chance;

    Vandal(CrashDisk disk, RandomGenerator chance) {
        this.disk = disk;
        this.chance = chance;
    }

    /// Strikes once somewhere in the log below a position, segment headers excepted.
    void strikeBelow(long position) {
        List<String> files = new ArrayList<>();
        for (String name : disk.names()) {
            if (name.startsWith("segment-") && bodyBytes(name, position) > 0) {
                files.add(name);
            }
        }
        if (files.isEmpty()) {
            return;
        }
        String name = files.get(chance.nextInt(files.size()));
        int bytes = bodyBytes(name, position);
        int at = Disk.SECTOR + chance.nextInt(bytes);
        int sector = at / Disk.SECTOR * Disk.SECTOR;
        switch (chance.nextInt(4)) {
            case 0, 1 -> disk.flipBit(name, 8L * at + chance.nextInt(8));
            case 2 -> disk.overwrite(name, sector, Disk.SECTOR, (byte) chance.nextInt());
            default -> {
                int end = Math.min(Disk.SECTOR + bytes, sector + 4 * Disk.SECTOR);
                disk.overwrite(name, sector, end - sector, (byte) 0);
            }
        }
    }

    /// Strikes the first sector of a segment, or the identity.
    void strikeHeader() {
        List<String> names = disk.names();
        String name = names.get(chance.nextInt(names.size()));
        disk.flipBit(name, chance.nextInt(8 * 56));
    }

    private int bodyBytes(String name, long below) {
        ByteBuffer header = ByteBuffer.allocate(Disk.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        disk.read(name, 0, header);
        long first = header.getLong(FIRST_AT);
        return (int) Math.min(disk.size(name), below - first) - Disk.SECTOR;
    }
}
