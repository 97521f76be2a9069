package dev.isochron.protocol.error;

import java.time.Duration;
import java.util.List;

/// Nobody can grant it now; it was surely not done.
public sealed interface Unavailable extends Failure {

    /// The node has more to do than it can queue.
    ///
    /// @param queue what is full
    record Overloaded(String queue) implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.INSUFFICIENT_RESOURCES;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The node has no room for more work now.",
                    "This is full: " + Shown.cut(queue) + ".",
                    "Try again after a short, growing pause; add nodes if it stays like this.");
        }
    }

    /// So many wait for one row already that another one would hold up those who want other rows.
    ///
    /// @param waiting how many there are
    record RowQueueFull(RowName row, int waiting) implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.INSUFFICIENT_RESOURCES;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "Too many transactions wait for the same row.",
                    "It is " + row + ", and " + waiting + " wait for it.",
                    "Try again after a growing pause. SHOW HOT ROWS names who asks for it; no"
                            + " split helps a single row, so spread what it counts over several"
                            + " rows, or change it less often.");
        }
    }

    /// The node's disk is full; reads go on.
    record DiskFull(long node) implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.DISK_FULL;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "Nothing more can be written, because a disk is full.",
                    "It is the data directory of node " + node + ".",
                    "Free space there or move shards away; writing goes on by itself then.");
        }
    }

    /// A clock is not sure enough of the time.
    record ClockUnusable(long node, String reason) implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.SYSTEM_ERROR;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The node cannot tell the time well enough to order transactions.",
                    "On node " + node + ": " + Shown.cut(reason) + ".",
                    "Look after the node's time daemon; others lead its shards meanwhile.");
        }
    }

    /// Stored bytes are not what was written.
    record DamagedRow(long node, RowName row) implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.DATA_CORRUPTED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A stored row fails its checksum and is not shown.",
                    "It is " + row + " on node " + node + ".",
                    "Other replicas have it; try again. Check the node's disk, and rebuild its"
                            + " replicas.");
        }
    }

    /// No node of the cluster answers.
    ///
    /// @param tried the addresses, in the order they were tried
    /// @param problem what the last one met with
    record Unreachable(List<String> tried, String problem) implements Unavailable {
        public Unreachable {
            tried = List.copyOf(tried);
        }

        @Override
        public SqlState sqlState() {
            return SqlState.CANNOT_CONNECT;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "No node of the cluster can be reached.",
                    "Tried %s; the last one met with: %s."
                            .formatted(Shown.cut(String.join(", ", tried)), Shown.cut(problem)),
                    "Check the addresses, that the nodes run, and the network between.");
        }
    }

    /// The deadline passed first. A commit that was already sent ends as [OutcomeUnknown] instead.
    ///
    /// @param waitingFor what it was waiting for
    record DeadlineExceeded(Duration deadline, String waitingFor) implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.QUERY_CANCELED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The request was not done within " + Shown.duration(deadline) + ".",
                    "It was waiting for " + Shown.cut(waitingFor) + ".",
                    "Try again, or allow more time.");
        }
    }

    /// Its caller, or an operator, called it off.
    record Cancelled() implements Unavailable {
        @Override
        public SqlState sqlState() {
            return SqlState.QUERY_CANCELED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The request was cancelled.",
                    "It was called off by its own client or by an operator.",
                    "Run it again if it is wanted after all.");
        }
    }

    /// The client was closed before, or meanwhile.
    record ClientClosed() implements Unavailable {
        @Override
        public Retry retry() {
            return Retry.NEVER;
        }

        @Override
        public SqlState sqlState() {
            return SqlState.CONNECTION_CLOSED;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The client is closed and takes no more requests.",
                    "It was closed by this program.",
                    "Open another, and close it only when all work is done.");
        }
    }

    @Override
    default Retry retry() {
        return Retry.LATER;
    }
}
