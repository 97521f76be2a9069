package dev.isochron.truetime.peers;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Judges clocks by the stamps on the messages between nodes, ours included.
///
/// Each accusation between two clocks proves that at least one of them is wrong, never which. So
/// our clock counts as wrong when as many peers as make a majority of the cluster accuse it, each
/// for itself: were it right, all of those would have to be wrong. It counts as right again when a
/// majority, we among it, finds it plausible on fresh evidence; silence clears nobody.
///
/// One owner; pure. `steadyNanos` is any clock of our own that never steps and goes on while the
/// machine is suspended.
///
/// @param <N> how peers are named
public final class ClockJudge<N extends Comparable<N>> {

    private final JudgeLimits limits;
    private final TreeMap<N, PeerClock> peers = new TreeMap<>();
    private Standing<N> standing = new Standing.Trusted<>();
    private long impossible;

    public ClockJudge(JudgeLimits limits) {
        this.limits = limits;
    }

    /// Sets who the other nodes of the cluster are. What is known of those who stay is kept.
    public void setPeers(SortedSet<N> others) {
        peers.keySet().retainAll(others);
        for (N peer : others) {
            peers.putIfAbsent(peer, new PeerClock());
        }
    }

    /// The stamp for a message to `to`; `own` must be read before the message leaves.
    public ClockStamp stampFor(N to, Interval own) {
        PeerClock peer = peers.get(to);
        return peer == null ? ClockStamp.first(own) : peer.answer(own);
    }

    /// Takes in the stamp of a message from `from`; `own` must be read after it was received. A
    /// node that is no peer proves nothing.
    public Finding heard(N from, ClockStamp stamp, Reading own, long steadyNanos) {
        PeerClock peer = peers.get(from);
        if (peer == null) {
            return new Finding.Plausible();
        }
        peer.noteReading(stamp.reading());
        if (!(own instanceof Reading.Usable(Interval interval))) {
            return new Finding.Plausible();
        }
        Finding finding = peer.judge(stamp, interval, steadyNanos, limits.freshNanos());
        if (!(finding instanceof Finding.Plausible)) {
            impossible++;
        }
        weigh(steadyNanos);
        return finding;
    }

    private void weigh(long steadyNanos) {
        List<N> accusers = new ArrayList<>();
        long clearest = 0;
        int supporters = 0;
        for (var entry : peers.entrySet()) {
            PeerClock peer = entry.getValue();
            if (peer.accusesUs(steadyNanos, limits.freshNanos())) {
                accusers.add(entry.getKey());
                boolean clearer = Math.abs(peer.aheadNanos()) > Math.abs(clearest);
                clearest = clearer ? peer.aheadNanos() : clearest;
            }
            supporters += peer.supportsUs(steadyNanos, limits.freshNanos()) ? 1 : 0;
        }
        if (accusers.size() >= majority()) {
            standing = new Standing.Contradicted<>(accusers, clearest);
        } else if (supporters + 1 >= majority()) {
            standing = new Standing.Trusted<>();
        }
    }

    /// More than half of the cluster, ourselves counted among it.
    private int majority() {
        return (peers.size() + 1) / 2 + 1;
    }

    /// How our clock stands, by all that was heard so far.
    public Standing<N> standing() {
        return standing;
    }

    /// How many stamps were impossible, since the start.
    public long impossibleStamps() {
        return impossible;
    }

    /// What the last stamp of `peer` told; plausible if none came.
    public Finding lastFinding(N peer) {
        PeerClock clock = peers.get(peer);
        return clock == null ? new Finding.Plausible() : clock.finding();
    }

    /// The interval that most clocks share, ours and those heard lately.
    public Optional<Agreement> agreement(Interval own, long steadyNanos) {
        List<Interval> claims = new ArrayList<>();
        claims.add(own);
        for (PeerClock peer : peers.values()) {
            claimOf(peer, steadyNanos).ifPresent(claims::add);
        }
        return Agreement.of(claims);
    }

    /// The peers whose clocks a majority of the cluster, in agreement, leaves out.
    public SortedSet<N> outliers(Interval own, long steadyNanos) {
        TreeSet<N> outliers = new TreeSet<>();
        Optional<Agreement> agreement = agreement(own, steadyNanos);
        if (agreement.isEmpty() || agreement.get().clocks() < majority()) {
            return outliers;
        }
        Interval agreed = agreement.get().interval();
        for (var entry : peers.entrySet()) {
            Optional<Interval> claim = claimOf(entry.getValue(), steadyNanos);
            if (claim.isPresent() && !claim.get().overlaps(agreed)) {
                outliers.add(entry.getKey());
            }
        }
        return outliers;
    }

    private Optional<Interval> claimOf(PeerClock peer, long steadyNanos) {
        return peer.claimAt(steadyNanos, limits.freshNanos(), limits.driftPpb());
    }
}
