package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A [Disk] in memory that never fails and never forgets; tests change its bytes by hand. The one
/// that crashes lives in the simulation.
final class MemoryDisk implements Disk {
    final TreeMap<String, byte[]> files = new TreeMap<>();

    MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            copy.files.put(file.getKey(), file.getValue().clone());
        }
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
        byte[] content = file(name, offset, into.remaining());
        into.put(content, Math.toIntExact(offset), into.remaining());
    }

    @Override
    public void allocate(String name, long bytes) {
        files.put(name, new byte[Math.toIntExact(bytes)]);
    }

    @Override
    public void write(String name, long offset, ByteBuffer from) {
        byte[] content = file(name, offset, from.remaining());
        from.get(content, Math.toIntExact(offset), from.remaining());
    }

    @Override
    public void sync(String name) {
        file(name);
    }

    @Override
    public void rename(String from, String to) {
        files.put(to, file(from));
        files.remove(from);
    }

    @Override
    public void delete(String name) {
        file(name);
        files.remove(name);
    }

    @Override
    public void syncDirectory() {}

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private byte[] file(String name, long offset, int bytes) {
        byte[] content = file(name);
        if (offset < 0 || offset + bytes > content.length) {
            throw new DiskFailedException("outside of " + name, null);
        }
        return content;
    }

    private byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new DiskFailedException("no such file: " + name, null);
        }
        return content;
    }
}
