package dev.isochron.simulation.machine;

import dev.isochron.paxos.log.Disk;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk that reports syncs it never makes ([Mutation#LYING_DISK]).
record LyingDisk(Disk disk) implements Disk {
    @Override
    public List<String> names() {
        return disk.names();
    }

    @Override
    public long size(String name) {
        return disk.size(name);
    }

    @Override
    public void read(String name, long offset, ByteBuffer into) {
        disk.read(name, offset, into);
    }

    @Override
    public void allocate(String name, long bytes) {
        disk.allocate(name, bytes);
    }

    @Override
    public void write(String name, long offset, ByteBuffer from) {
        disk.write(name, offset, from);
    }

    @Override
    public void sync(String name) {
        // This is the lie.
    }

    @Override
    public void rename(String from, String to) {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) {
        disk.delete(name);
    }

    @Override
    public void syncDirectory() {
        disk.syncDirectory();
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return disk.buffer(bytes);
    }
}
