package dev.isochron.node.assembly;

import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TimestampLimit;
import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.peers.ClockJudge;
import dev.isochron.truetime.peers.ClockStamp;
import dev.isochron.truetime.peers.Fitness;
import dev.isochron.truetime.peers.Standing;
import java.util.Optional;

/// What the other nodes' clocks tell about this one's, and which of their timestamps are believed.
final class ClockWatch {

    private final TrueTime clock;
    private final Loop loop;
    private final Operator operator;
    private final ClockJudge<NodeId> judge;
    private final ClockDomain domain;

    /// As peers say it, with every frame: equal text needs no parsing.
    private final String domainText;

    private final TimestampLimit limit;
    private final long leadEpsilonNanos;
    private boolean wasTrusted = true;
    private boolean wasFit = true;

    ClockWatch(
            TrueTime clock,
            Loop loop,
            Operator operator,
            ClockJudge<NodeId> judge,
            NodeSettings settings) {
        this.clock = clock;
        this.loop = loop;
        this.operator = operator;
        this.judge = judge;
        this.domainText = settings.clockDomain();
        this.domain = ClockDomain.parse(domainText);
        long lease = settings.paxos().leaseNanos();
        this.leadEpsilonNanos = lease / PaxosSettings.LEASE_PER_EPSILON;
        // A grant that is reported after a restart is the horizon: two leases ahead of another
        // clock, and the clocks of two that may lead differ by half a lease at most.
        this.limit = new TimestampLimit(4 * lease);
    }

    /// Whether the majority leaves this node's clock uncontradicted.
    boolean isTrusted() {
        return judge.standing() instanceof Standing.Trusted<?>;
    }

    /// Why a peer's clock cannot be compared with this one.
    Optional<String> objectionTo(String peerDomain) {
        if (peerDomain.equals(domainText)) {
            return Optional.empty();
        }
        try {
            return domain.objectionTo(ClockDomain.parse(peerDomain));
        } catch (IllegalArgumentException notADomain) {
            return Optional.ofNullable(notADomain.getMessage());
        }
    }

    void heard(NodeId from, ClockStamp stamp) {
        Reading own = clock.now();
        judge.heard(from, stamp, own, loop.uptimeNanos());
        boolean trusted = isTrusted();
        if (trusted != wasTrusted) {
            wasTrusted = trusted;
            look();
        }
    }

    /// Says so when this node's clock is no longer good enough to lead with, and when it is again:
    /// a node that cannot lead looks idle, not broken.
    void look() {
        Fitness now = Fitness.of(clock.now(), judge.standing(), leadEpsilonNanos);
        boolean fit = now instanceof Fitness.Fit;
        if (fit == wasFit) {
            return;
        }
        wasFit = fit;
        switch (now) {
            case Fitness.Fit _ -> operator.tell("The clock of this node is good enough again.");
            case Fitness.Unfit(String reason, String remedy) ->
                    operator.tell(
                            reason + " This node follows and does not lead meanwhile. " + remedy);
        }
    }

    /// False for a message whose timestamps lie so far ahead that taking them in would stop the
    /// group (attack 37).
    boolean believes(Message message, Interval now) {
        return switch (message) {
            case Message.Promise m -> admits(m.floor(), now) && admits(m.grantedUntil(), now);
            case Message.Prepare m -> admits(m.resignation().map(Resignation::floor), now);
            case Message.Resigned m -> admits(m.resignation().floor(), now);
            case Message.Accepted m -> admits(m.pulse().grantedUntil(), now);
            case Message.HeartbeatReply m -> admits(m.pulse().grantedUntil(), now);
            case Message _ -> true;
        };
    }

    private boolean admits(Timestamp t, Interval now) {
        return limit.admits(t, now);
    }

    private boolean admits(Optional<Timestamp> t, Interval now) {
        return t.isEmpty() || limit.admits(t.get(), now);
    }
}
