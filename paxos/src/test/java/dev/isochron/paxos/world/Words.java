package dev.isochron.paxos.world;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.truetime.Timestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Messages, records and values as the short text that scenarios are written in. Times are seconds
/// of true time; `-` is the first instant, which stands for "none".
public final class Words {
    private Words() {}

    public static String of(Timestamp t) {
        if (t.equals(Timestamp.MIN)) {
            return "-";
        }
        return BigDecimal.valueOf(t.nanos(), 9).stripTrailingZeros().toPlainString();
    }

    public static Entry.Commands entry(String text) {
        return new Entry.Commands(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(Entry entry) {
        return switch (entry) {
            case Entry.Noop _ -> "noop";
            case Entry.Commands c -> new String(c.bytes(), StandardCharsets.UTF_8);
            case Entry.Reconfigure r -> of(r.configuration());
        };
    }

    public static String of(Configuration c) {
        return "{"
                + members(c.voters())
                + (c.isJoint() ? " for " + members(c.outgoing()) : "")
                + (c.learners().isEmpty() ? "" : " +" + members(c.learners()))
                + "}";
    }

    private static String members(List<Member> members) {
        return members.stream().map(Words::of).collect(Collectors.joining(","));
    }

    /// A member whose replica and node have the same number is just that number.
    private static String of(Member member) {
        long replica = member.replica().value();
        long node = member.node().value();
        return replica == node ? "" + replica : replica + "@" + node;
    }

    /// What a scenario calls this sort of message, for example `heartbeat-reply`.
    public static String kind(Message message) {
        return message.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    public static String of(Message message) {
        String said =
                switch (message) {
                    case Message.Canvass m -> m.ballot() + " chosen " + m.chosen();
                    case Message.CanvassReply m -> canvassReply(m);
                    case Message.Prepare m -> prepare(m);
                    case Message.Promise m -> promise(m);
                    case Message.Behind m -> m.ballot() + " log " + m.begin() + ".." + m.chosen();
                    case Message.Accept m ->
                            m.ballot() + run(m.first().value(), m.entries()) + of(m.beat());
                    case Message.Accepted m -> accepted(m);
                    case Message.Heartbeat m -> m.ballot() + of(m.beat());
                    case Message.HeartbeatReply m -> m.ballot() + of(m.pulse());
                    case Message.Refused m -> m.ballot() + " promised " + m.promised();
                    case Message.Fetch m -> "from " + m.from();
                    case Message.Chosen m ->
                            (run(m.first().value(), m.entries()) + " up to " + m.chosen()).strip();
                    case Message.Cut m -> "begin " + m.begin();
                    case Message.SnapshotFetch m -> "at " + m.at() + " offset " + m.offset();
                    case Message.SnapshotChunk m -> chunk(m);
                    case Message.Resigned m ->
                            of(m.resignation())
                                    + m.successor().map(s -> " for " + s).orElse("")
                                    + (m.estate().isEmpty() ? "" : " with " + of(m.estate()));
                    case Message.Quiesce m -> m.ballot() + " chosen " + m.chosen();
                    case Message.Wake _ -> "";
                    case Message.Welcome m -> of(m.configuration());
                    case Message.Unknown _ -> "";
                    case Message.Farewell m -> of(m.configuration()) + " since " + m.slot();
                };
        return (kind(message) + " " + said).strip();
    }

    private static String canvassReply(Message.CanvassReply m) {
        return m.ballot()
                + (m.willing() ? " willing" : " unwilling")
                + " promised "
                + m.promised()
                + " chosen "
                + m.chosen();
    }

    private static String prepare(Message.Prepare m) {
        return m.ballot()
                + " from "
                + m.from()
                + m.resignation().map(r -> " resigned " + of(r)).orElse("");
    }

    private static String promise(Message.Promise m) {
        return m.ballot()
                + " from "
                + m.from()
                + " chosen "
                + m.chosen()
                + " ["
                + m.accepted().stream().map(Words::of).collect(Collectors.joining(" "))
                + "]"
                + " granted "
                + of(m.grantedUntil())
                + " floor "
                + of(m.floor());
    }

    private static String of(AcceptedEntry e) {
        return e.slot() + "=" + of(e.entry()) + (e.isLearned() ? "" : "@" + e.ballot());
    }

    private static String accepted(Message.Accepted m) {
        long first = m.first().value();
        return m.ballot()
                + " "
                + (m.count() == 1 ? "s" + first : "s" + first + "..s" + (first + m.count() - 1))
                + of(m.pulse());
    }

    private static String chunk(Message.SnapshotChunk m) {
        return "at "
                + m.at()
                + " offset "
                + m.offset()
                + " "
                + m.bytes().length
                + "B"
                + (m.last() ? " last" : "");
    }

    public static String of(Estate estate) {
        return new String(estate.bytes(), StandardCharsets.UTF_8);
    }

    private static String of(Resignation r) {
        return r.ballot() + " floor " + of(r.floor());
    }

    private static String of(Beat b) {
        return " | chosen " + b.chosen() + " lease " + of(b.leaseUntil());
    }

    private static String of(Pulse p) {
        return " | granted "
                + of(p.grantedUntil())
                + " held "
                + p.held()
                + (p.voteless() ? " voteless" : "");
    }

    private static String run(long first, List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        long slot = first;
        for (Entry entry : entries) {
            text.append(" s").append(slot++).append('=').append(of(entry));
        }
        return text.toString();
    }

    public static String of(HardRecord record) {
        return switch (record) {
            case HardRecord.Began r ->
                    "began " + r.replica() + " at " + r.begin() + " " + of(r.configuration());
            case HardRecord.Promised r -> "promised " + r.ballot();
            case HardRecord.Accepted r ->
                    "accepted " + r.slot() + "=" + of(r.entry()) + "@" + r.ballot();
            case HardRecord.Learned r -> "learned " + r.slot() + "=" + of(r.entry());
            case HardRecord.ChosenMark r -> "chosen " + r.slot();
            case HardRecord.Forgot r -> "forgot " + r.replica();
            case HardRecord.Removed r -> "removed " + r.replica();
            case HardRecord.Horizon r -> "horizon " + of(r.until());
            case HardRecord.Booted r -> "booted " + r.boot();
            case HardRecord.PeerSeen r -> "seen " + r.node();
        };
    }

    public static String of(Effects.Fate fate) {
        return switch (fate) {
            case Effects.Fate.Chosen f -> "chosen in " + f.slot();
            case Effects.Fate.NotLeader f ->
                    "not leader" + f.leader().map(n -> ", ask " + n).orElse("");
            case Effects.Fate.Superseded _ -> "superseded";
            case Effects.Fate.Unknown _ -> "unknown";
            case Effects.Fate.Busy _ -> "busy";
            case Effects.Fate.Rejected f -> "rejected: " + f.reason();
        };
    }

    public static String of(Effects.Request request) {
        return switch (request) {
            case Effects.Request.ReadSnapshot r ->
                    "read snapshot for " + r.reader() + " at " + r.at() + " offset " + r.offset();
            case Effects.Request.InstallChunk r ->
                    "install at " + r.at() + " offset " + r.offset() + (r.last() ? " last" : "");
            case Effects.Request.Flush _ -> "flush";
            case Effects.Request.Inherit r -> "inherit from " + r.ballot() + " " + r.estate();
            case Effects.Request.Retire _ -> "retire";
        };
    }
}
