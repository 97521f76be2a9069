package dev.isochron.paxos.log;

class MemoryDiskTest extends DiskContract {
    @Override
    protected Disk disk() {
        return new MemoryDisk();
    }
}
