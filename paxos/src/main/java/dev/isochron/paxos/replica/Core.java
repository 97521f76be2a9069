package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.Set;
import java.util.function.Predicate;

/// What every part of a replica shares: who it is, its rules, and the step in progress.
final class Core {
    final GroupId group;
    final ReplicaId self;
    final NodeId node;
    final PaxosSettings settings;
    final Chance chance;
    private final Set<Rule> rules;

    /// The highest ballot met anywhere; the next one stood for is above it.
    private Ballot highestSeen = Ballot.NONE;

    private Moment moment = new Moment(ALL_OF_TIME, 0, Timestamp.MIN, false);
    private Outbox out = new Outbox();

    private static final Interval ALL_OF_TIME = new Interval(Timestamp.MIN, Timestamp.MAX);

    Core(Member who, GroupId group, PaxosSettings settings, Set<Rule> rules, Chance chance) {
        this.group = group;
        this.self = who.replica();
        this.node = who.node();
        this.settings = settings;
        this.rules = rules;
        this.chance = chance;
    }

    void begin(Moment now) {
        look(now);
        out = new Outbox();
    }

    /// The moment of a question, which has no effects.
    void look(Moment now) {
        moment = now;
    }

    Moment moment() {
        return moment;
    }

    Outbox out() {
        return out;
    }

    boolean keeps(Rule rule) {
        return rules.contains(rule);
    }

    long uptime() {
        return moment.uptimeNanos();
    }

    boolean surelyPast(Timestamp t) {
        return moment.now().surelyAfter(t);
    }

    /// How long, at least, until `t` is surely past: at least one nanosecond, at most a year.
    long nanosUntilPast(Timestamp t) {
        long missing = t.nanos() - moment.now().earliest().nanos();
        return Math.clamp(missing, 0, A_YEAR_NANOS) + 1;
    }

    private static final long A_YEAR_NANOS = 365L * 24 * 3600 * 1_000_000_000;

    /// A clock this unsure neither leads nor grants (DESIGN §3).
    boolean clockIsFit() {
        return moment.mayLead()
                && moment.now().epsilonNanos()
                        <= settings.leaseNanos() / PaxosSettings.LEASE_PER_EPSILON;
    }

    /// No lease reaches further than this beyond any honest clock: its length, and the widths of
    /// the two clocks, which are a quarter of it at most. A timestamp beyond is not believed.
    boolean isPlausible(Timestamp given) {
        Timestamp furthest = moment.now().latest().plusNanos(2 * settings.leaseNanos());
        return !given.isAfter(furthest) && !given.equals(Timestamp.MAX);
    }

    Ballot highestSeen() {
        return highestSeen;
    }

    void saw(Ballot ballot) {
        if (ballot.isAbove(highestSeen)) {
            highestSeen = ballot;
        }
    }

    void persist(HardRecord record) {
        out.persist.add(record);
    }

    /// Sends what claims nothing durable; it leaves at once.
    void send(Member to, Message message) {
        out.send.add(outgoing(to, message, false));
    }

    /// Sends what claims durable state; it leaves once the log is synced.
    void sendResting(Member to, Message message) {
        out.send.add(outgoing(to, message, keeps(Rule.REST_ON_LOG)));
    }

    void sendToOthers(Configuration configuration, Message message) {
        for (Member member : configuration.everyone()) {
            if (!member.replica().equals(self)) {
                send(member, message);
            }
        }
    }

    void reply(long token, Effects.Fate fate) {
        out.reply.add(new Effects.Reply(token, fate));
    }

    void request(Effects.Request request) {
        out.requests.add(request);
    }

    /// True if `holds` is true of a quorum of `configuration`.
    boolean quorum(Configuration configuration, Predicate<ReplicaId> holds) {
        if (!keeps(Rule.COUNT_QUORUMS)) {
            return configuration.voters().stream().anyMatch(m -> holds.test(m.replica()));
        }
        if (!keeps(Rule.COUNT_VOTERS_ONLY)) {
            return configuration.everyone().stream().filter(m -> holds.test(m.replica())).count()
                    > configuration.voters().size() / 2;
        }
        return configuration.isQuorum(holds);
    }

    Member me() {
        return new Member(self, node);
    }

    long jitter() {
        long nanos = settings.jitter().toNanos();
        return nanos == 0 ? 0 : chance.below(nanos);
    }

    private Effects.Outgoing outgoing(Member to, Message message, boolean restsOnLog) {
        return new Effects.Outgoing(
                to.node(), new Envelope(group, self, to.replica(), message), restsOnLog);
    }
}
