package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.cut;
import static dev.isochron.protocol.wire.Fields.number;
import static dev.isochron.protocol.wire.Fields.text;

import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.store.Wire;

/// What cannot be granted now, out and in.
final class Unavailables {

    /// Addresses that were tried in vain.
    private static final int MAX_TRIED = 64;

    private Unavailables() {}

    static void write(Unavailable not, Wire.Failure.Builder to) {
        switch (not) {
            case Unavailable.Overloaded(String queue) -> to.setOverloaded(cut(queue));
            case Unavailable.RowQueueFull(var row, int waiting) ->
                    to.setRowQueueFull(
                            Wire.RowQueueFull.newBuilder()
                                    .setRow(Nouns.of(row))
                                    .setWaiting(waiting));
            case Unavailable.DiskFull(long node) -> to.setDiskFull(node);
            case Unavailable.ClockUnusable(long node, String reason) ->
                    to.setClockUnusable(
                            Wire.Troubled.newBuilder().setNode(node).setReason(cut(reason)));
            case Unavailable.DamagedRow(long node, var row) ->
                    to.setDamagedRow(
                            Wire.DamagedRow.newBuilder().setNode(node).setRow(Nouns.of(row)));
            case Unavailable.Unreachable unreachable -> to.setUnreachable(unreachable(unreachable));
            case Unavailable.DeadlineExceeded(var deadline, String waitingFor) ->
                    to.setDeadlineExceeded(
                            Wire.DeadlineExceeded.newBuilder()
                                    .setDeadlineNanos(Fields.nanos(deadline))
                                    .setWaitingFor(cut(waitingFor)));
            case Unavailable.Cancelled _ -> to.setCancelled(Wire.Done.getDefaultInstance());
            case Unavailable.ClientClosed _ -> to.setClientClosed(Wire.Done.getDefaultInstance());
        }
    }

    private static Wire.Unreachable unreachable(Unavailable.Unreachable unreachable) {
        Wire.Unreachable.Builder to =
                Wire.Unreachable.newBuilder().setProblem(cut(unreachable.problem()));
        unreachable.tried().stream().limit(MAX_TRIED).forEach(one -> to.addTried(cut(one)));
        return to.build();
    }

    /// Reads one whose kind is known to be of these.
    static Unavailable read(Wire.Failure from) throws MalformedMessage {
        return switch (from.getKindCase()) {
            case OVERLOADED -> new Unavailable.Overloaded(text(from.getOverloaded()));
            case ROW_QUEUE_FULL ->
                    new Unavailable.RowQueueFull(
                            Nouns.row(from.getRowQueueFull().getRow()),
                            from.getRowQueueFull().getWaiting());
            case DISK_FULL -> new Unavailable.DiskFull(number(from.getDiskFull(), "a node"));
            case CLOCK_UNUSABLE ->
                    new Unavailable.ClockUnusable(
                            number(from.getClockUnusable().getNode(), "a node"),
                            text(from.getClockUnusable().getReason()));
            case DAMAGED_ROW ->
                    new Unavailable.DamagedRow(
                            number(from.getDamagedRow().getNode(), "a node"),
                            Nouns.row(from.getDamagedRow().getRow()));
            case UNREACHABLE ->
                    new Unavailable.Unreachable(
                            Fields.list(
                                    from.getUnreachable().getTriedList(),
                                    MAX_TRIED,
                                    "addresses",
                                    Fields::text),
                            text(from.getUnreachable().getProblem()));
            case DEADLINE_EXCEEDED ->
                    new Unavailable.DeadlineExceeded(
                            Fields.duration(from.getDeadlineExceeded().getDeadlineNanos()),
                            text(from.getDeadlineExceeded().getWaitingFor()));
            case CANCELLED -> new Unavailable.Cancelled();
            case CLIENT_CLOSED -> new Unavailable.ClientClosed();
            default -> throw new MalformedMessage("trouble of no known kind");
        };
    }
}
