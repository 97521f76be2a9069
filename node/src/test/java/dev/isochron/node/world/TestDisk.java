package dev.isochron.node.world;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A directory in memory. [#crash] leaves what was synced; room and failures can be set.
public final class TestDisk implements Disk {
    private Map<String, byte[]> files = new TreeMap<>();
    private Map<String, byte[]> durable = new TreeMap<>();

    /// Of files that got their names since the directory was synced: what of them is durable.
    private final Map<String, byte[]> renamed = new TreeMap<>();

    /// All files together may be as long as this.
    public long roomBytes = Long.MAX_VALUE;

    public boolean failsToSync;

    /// Power cut: what was not synced is gone.
    public void crash() {
        files = copyOf(durable);
        renamed.clear();
    }

    /// Everything as it is, for a later look or for putting an old copy back.
    public TestDisk copy() {
        TestDisk copy = new TestDisk();
        copy.files = copyOf(files);
        copy.durable = copyOf(durable);
        return copy;
    }

    public void flipBit(String name, int at) {
        file(name)[at] ^= 1;
        byte[] below = durable.get(name);
        if (below != null) {
            below[at] ^= 1;
        }
    }

    public long usedBytes() {
        return files.values().stream().mapToLong(f -> f.length).sum();
    }

    private static Map<String, byte[]> copyOf(Map<String, byte[]> files) {
        TreeMap<String, byte[]> copy = new TreeMap<>();
        files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
        return copy;
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public long size(String name) {
        return file(name).length;
    }

    @Override
    public void read(String name, long offset, ByteBuffer into) {
        into.put(file(name), Math.toIntExact(offset), into.remaining());
    }

    @Override
    public void allocate(String name, long bytes) {
        if (usedBytes() + bytes > roomBytes) {
            throw new DiskFullException("no room for " + name, null);
        }
        files.put(name, new byte[Math.toIntExact(bytes)]);
        durable.put(name, new byte[Math.toIntExact(bytes)]);
    }

    @Override
    public void write(String name, long offset, ByteBuffer from) {
        from.get(file(name), Math.toIntExact(offset), from.remaining());
    }

    @Override
    public void sync(String name) {
        if (failsToSync) {
            throw new DiskFailedException("the test failed the sync of " + name, null);
        }
        renamed.computeIfPresent(name, (_, _) -> file(name).clone());
        durable.put(name, file(name).clone());
    }

    @Override
    public void rename(String from, String to) {
        files.put(to, file(from));
        files.remove(from);
        byte[] synced = renamed.getOrDefault(from, durable.get(from));
        renamed.remove(from);
        if (synced != null) {
            renamed.put(to, synced);
        }
    }

    @Override
    public void delete(String name) {
        file(name);
        files.remove(name);
    }

    @Override
    public void syncDirectory() {
        TreeMap<String, byte[]> synced = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            byte[] content = renamed.getOrDefault(name, durable.get(name));
            synced.put(file.getKey(), content == null ? file.getValue().clone() : content);
        }
        durable = synced;
        renamed.clear();
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new DiskFailedException("no such file: " + name, null);
        }
        return content;
    }
}
