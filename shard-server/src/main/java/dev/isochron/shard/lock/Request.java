package dev.isochron.shard.lock;

import java.util.List;

/// A request for locks that are not held yet; granted as a whole.
///
/// Requests are ordered by the age of their attempts, then as they came.
final class Request implements Comparable<Request> {
    final Ticket ticket;
    final Entry entry;
    final List<Lock> wanted;
    private final boolean byAge;

    /// @param byAge [LockRule#QUEUE_BY_AGE]
    Request(Ticket ticket, Entry entry, List<Lock> wanted, boolean byAge) {
        this.ticket = ticket;
        this.entry = entry;
        this.wanted = wanted;
        this.byAge = byAge;
    }

    @Override
    public int compareTo(Request other) {
        int byRank = byAge ? entry.compareTo(other.entry) : 0;
        return byRank != 0 ? byRank : ticket.compareTo(other.ticket);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(ticket.number());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }
}
