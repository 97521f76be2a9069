package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.List;

/// One directory of files, as the durable log needs it: the port between the log and the machine.
///
/// What is written is durable only after [#sync] of that file returns; what the directory lists is
/// durable only after [#syncDirectory] (or [#allocate]) returns. Until then a power cut may keep
/// all of it, none of it, or any mixture of sectors of [#SECTOR] bytes.
///
/// Every operation throws [DiskFullException] when there is no room and [DiskFailedException] when
/// the machine fails otherwise. After a failed [#write] or [#sync] nobody can say what is on the
/// disk (the kernel may have dropped the dirty pages): the caller must not try again.
///
/// Operations on different files may be called by different threads at one time.
public interface Disk {
    /// The smallest piece that a disk writes whole or not at all, in bytes.
    int SECTOR = 512;

    /// The names of all files in the directory, sorted.
    List<String> names();

    /// The length of a file, in bytes.
    long size(String name);

    /// Fills `into` up to its limit with what stands at `offset`; the range must lie in the file.
    void read(String name, long offset, ByteBuffer into);

    /// Makes a file of `bytes` zeros, durable together with its entry in the directory. Replaces a
    /// file of that name. After a failure a part of the file may be left behind.
    void allocate(String name, long bytes);

    /// Writes all of `from` at `offset`; the range must lie in the file.
    void write(String name, long offset, ByteBuffer from);

    /// Makes durable everything written to this file so far.
    void sync(String name);

    /// Gives a file another name, replacing what had it.
    void rename(String from, String to);

    void delete(String name);

    /// Makes durable every [#rename] and [#delete] so far.
    void syncDirectory();

    /// A buffer of the kind that this disk writes without copying.
    ByteBuffer buffer(int bytes);
}
