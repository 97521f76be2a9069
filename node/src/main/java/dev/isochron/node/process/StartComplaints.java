package dev.isochron.node.process;

import dev.isochron.node.checkpoint.UnreadableCheckpoint;
import dev.isochron.node.cli.Complaint;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;

/// What went wrong below a node, for the person who runs it: what, where, what to do.
final class StartComplaints {
    private StartComplaints() {}

    /// The complaint that `thrown` amounts to; none if it is a fault in the program.
    static Optional<Complaint> of(Throwable thrown, Path data) {
        return switch (thrown) {
            case Complaint complaint -> Optional.of(complaint);
            case StoreRefusedException e -> Optional.of(refused(e, data));
            case StoreRefused e -> Optional.of(new Complaint(e.what(), e.file(), e.whatToDo(), e));
            case StoreFailed e -> Optional.of(failed(e, data));
            case UnreadableCheckpoint e ->
                    Optional.of(
                            new Complaint(
                                    "a checkpoint cannot be read: " + e.what(),
                                    data.resolve(NodeProcess.STATE).resolve(e.file()).toString(),
                                    UnreadableCheckpoint.WHAT_TO_DO,
                                    e));
            case DiskFullException e ->
                    Optional.of(
                            new Complaint(
                                    "the disk is full: " + e.getMessage(),
                                    data.toString(),
                                    "Free some space and start the node again; nothing is lost.",
                                    e));
            case DiskFailedException e ->
                    Optional.of(
                            new Complaint(
                                    "the disk does not do what it is asked: " + e.getMessage(),
                                    data.toString(),
                                    "Check the device and the rights on the directory, and start"
                                            + " the node again.",
                                    e));
            case Throwable _ -> Optional.empty();
        };
    }

    private static Complaint failed(StoreFailed e, Path data) {
        String where = data.resolve(NodeProcess.ROWS).toString();
        return e.isDamage()
                ? new Complaint(
                        "the store of rows is damaged: " + e.getMessage(),
                        where,
                        "Start the node again: it puts this store aside, and fetches its rows from"
                                + " the other nodes. Check the disk and the memory of this"
                                + " machine.",
                        e)
                : new Complaint(
                        "the store of rows failed: " + e.getMessage(),
                        where,
                        "What was acknowledged is in the log; check the device, then start the node"
                                + " again.",
                        e);
    }

    private static Complaint refused(StoreRefusedException e, Path data) {
        Path file = Path.of(e.file());
        Path where = file.isAbsolute() ? file : data.resolve(NodeProcess.LOG).resolve(file);
        return switch (e.reason()) {
            case IN_USE, NOT_WRITABLE -> new Complaint(e.what(), e.file(), e.whatToDo(), e);
            case STALE_COPY, UNFINISHED ->
                    new Complaint(
                            e.what(),
                            data.resolve(NodeProcess.STATE).resolve(file).toString(),
                            e.whatToDo(),
                            e);
            default ->
                    new Complaint(
                            "the data directory cannot be used: " + e.what(),
                            where.toString(),
                            e.whatToDo(),
                            e);
        };
    }

    /// The port is taken, or the address is another machine's.
    static Complaint cannotListen(InetSocketAddress where, IOException e) {
        return new Complaint(
                "the address cannot be listened at: " + rootMessage(e),
                where.toString(),
                isOfThisMachine(where.getAddress())
                        ? "Stop the process that has it, or choose another with --listen."
                        : "This machine has no such address: say one of its own with --listen.",
                e);
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
