package dev.isochron.node.client;

import java.util.List;

/// What became of a request.
public sealed interface Reply {

    /// The line stands in the ledger, on a majority of disks.
    ///
    /// @param line its number in its group, from 1
    /// @param timestampNanos the timestamp that the leader gave it, surely past
    /// @param again true if an earlier attempt of this request had written it
    /// @param ballotRound round of the leader's ballot that answered
    /// @param ballotOwner and the replica that owns it
    record Written(
            long line,
            long slot,
            long timestampNanos,
            boolean again,
            long ballotRound,
            long ballotOwner)
            implements Reply {}

    /// Lines that the leader has at hand.
    ///
    /// @param total how many lines the ledger has
    /// @param chain a hash over all of them
    record Page(long total, long chain, List<Line> lines) implements Reply {}

    /// A line that is at hand.
    ///
    /// @param payload not a copy; nobody may change it
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    record Line(long line, long slot, long timestampNanos, byte[] payload) {}

    /// Surely not done, and not tried any more.
    record Failed(String reason) implements Reply {}

    /// Done or not: the time was up before anybody could say.
    record Unknown() implements Reply {}
}
