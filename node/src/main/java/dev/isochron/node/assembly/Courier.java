package dev.isochron.node.assembly;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.peers.ClockJudge;
import dev.isochron.truetime.peers.ClockStamp;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Frames on their way out.
final class Courier {

    private final Supplier<Origin> origin;
    private final LongSupplier place;
    private final ClockJudge<NodeId> judge;
    private final Ports ports;
    private final TreeMap<NodeId, Long> saidNanos = new TreeMap<>();
    private boolean silent;

    /// @param place the sector up to which the log is synced
    Courier(Supplier<Origin> origin, LongSupplier place, ClockJudge<NodeId> judge, Ports ports) {
        this.origin = origin;
        this.place = place;
        this.judge = judge;
        this.ports = ports;
    }

    void say(NodeId to, Word word) {
        if (silent) {
            return;
        }
        Optional<ClockStamp> stamp =
                ports.clock().now() instanceof Reading.Usable(Interval interval)
                        ? Optional.of(judge.stampFor(to, interval))
                        : Optional.empty();
        Frame frame = new Frame(origin.get(), stamp, place.getAsLong(), word);
        saidNanos.put(to, ports.loop().uptimeNanos());
        ports.observer().sent(to, frame);
        ports.network().send(to, frame);
    }

    /// Says `word` to whoever was told nothing for `pauseNanos`; the result is when somebody may
    /// have been told nothing for so long again.
    long ping(List<NodeId> peers, long pauseNanos, Word.Ping word) {
        long now = ports.loop().uptimeNanos();
        long next = now + pauseNanos;
        for (NodeId peer : peers) {
            Long said = saidNanos.get(peer);
            if (said == null || now - said >= pauseNanos) {
                say(peer, word);
            } else {
                next = Math.min(next, said + pauseNanos);
            }
        }
        return next;
    }

    /// The node stops: nothing more leaves.
    void fallSilent() {
        silent = true;
    }
}
