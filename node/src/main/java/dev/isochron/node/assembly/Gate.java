package dev.isochron.node.assembly;

import dev.isochron.node.founding.Acquaintances;
import dev.isochron.node.founding.Acquaintances.Admission;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.MergeWord;
import dev.isochron.node.frame.Word;
import dev.isochron.node.host.Journal;
import dev.isochron.node.port.Ports;
import dev.isochron.node.roster.Roster;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Frames on their way in, of a node that belongs to a cluster: who may speak, and what is done
/// with what they say.
final class Gate {

    /// Whoever is turned away is told why this often; it repeats itself much faster.
    private static final long GOODBYE_PAUSE_NANOS = 500_000_000L;

    /// And people are told of it this often.
    private static final long TELL_PAUSE_NANOS = 10_000_000_000L;

    private final Ports ports;
    private final Journal journal;
    private final Acquaintances acquaintances;
    private final Courier courier;
    private final Residents residents;
    private final ClockWatch clocks;
    private final Departure departure;
    private final RosterDesk roster;
    private final Supplier<Word.Hello> hello;
    private final Runnable onPing;
    private final TreeMap<NodeId, Long> turnedAwayNanos = new TreeMap<>();
    private final TreeMap<NodeId, Long> toldNanos = new TreeMap<>();
    private final TreeSet<NodeId> beingRemembered = new TreeSet<>();

    /// What a gate works with; in the constructor, `hello` answers those who have no cluster yet,
    /// and `onPing` runs for each ping.
    record Staff(
            Acquaintances acquaintances,
            Courier courier,
            Residents residents,
            ClockWatch clocks,
            Departure departure,
            RosterDesk roster) {}

    Gate(Ports ports, Journal journal, Staff staff, Supplier<Word.Hello> hello, Runnable onPing) {
        this.ports = ports;
        this.journal = journal;
        this.acquaintances = staff.acquaintances();
        this.courier = staff.courier();
        this.residents = staff.residents();
        this.clocks = staff.clocks();
        this.departure = staff.departure();
        this.roster = staff.roster();
        this.hello = hello;
        this.onPing = onPing;
    }

    void take(Frame frame) {
        NodeId from = frame.origin().node();
        if (frame.word() instanceof Word.Goodbye goodbye) {
            departure.turnedAway(from, goodbye);
            return;
        }
        var objection = clocks.objectionTo(frame.origin().clockDomain());
        if (objection.isPresent()) {
            Word.Goodbye.Reason reason = Word.Goodbye.Reason.CLOCK_DOMAIN;
            turnAway(from, Word.Goodbye.to(frame.origin(), reason, objection.get()));
            return;
        }
        switch (acquaintances.judge(frame.origin(), ports.loop().uptimeNanos())) {
            case Admission.Admit _ -> listen(frame);
            case Admission.HelloOnly _ -> answerHello(frame);
            case Admission.NotYet _ -> {}
            case Admission.Remember(HardRecord.PeerSeen seen, boolean newLife) ->
                    remember(seen, newLife);
            case Admission.TurnAway(Word.Goodbye goodbye) -> turnAway(from, goodbye);
        }
    }

    private void listen(Frame frame) {
        NodeId from = frame.origin().node();
        frame.clock().ifPresent(stamp -> clocks.heard(from, stamp));
        acquaintances.synced(from, frame.place());
        switch (frame.word()) {
            case Word.Letters(List<Envelope> letters) -> deliver(from, letters);
            case Word.Talk talk -> residents.switchboard().take(from, talk);
            case Word.Safe safe -> residents.switchboard().take(from, safe);
            case Word.Doubt doubt -> residents.switchboard().take(from, doubt);
            case Word.Union(MergeWord word) -> residents.mergers().take(from, word);
            case Word.Control control -> residents.control().take(from, control.word());
            case Word.Hello _ -> answerHello(frame);
            case Word.Ping ping -> {
                roster.take(from, ping);
                onPing.run();
            }
            case Word.Nodes(Roster newer) -> roster.take(newer);
            case Word.Goodbye _ -> {}
        }
    }

    private void deliver(NodeId from, List<Envelope> letters) {
        Reading now = ports.clock().now();
        for (Envelope letter : letters) {
            boolean plausible =
                    !(now instanceof Reading.Usable(Interval interval))
                            || clocks.believes(letter.message(), interval);
            if (plausible) {
                residents.deliver(from, letter);
            }
        }
    }

    private void answerHello(Frame frame) {
        if (frame.word() instanceof Word.Hello asked && !asked.answer()) {
            courier.say(frame.origin().node(), hello.get());
        }
    }

    private void remember(HardRecord.PeerSeen seen, boolean newLife) {
        if (!beingRemembered.add(seen.node())) {
            return;
        }
        journal.appendOfStore(
                List.of(seen),
                () -> {
                    beingRemembered.remove(seen.node());
                    acquaintances.remembered(seen);
                    if (newLife) {
                        residents.pokeFriendsOf(seen.node());
                    }
                });
    }

    /// Logs how far the logs of peers are known to be, where that has changed by much.
    void rememberPlaces() {
        logPlaces(acquaintances.placesDue(ports.loop().uptimeNanos(), beingRemembered));
    }

    /// The same before this node ends; true if there is something to log.
    boolean rememberLastPlaces() {
        return logPlaces(acquaintances.lastPlaces(ports.loop().uptimeNanos(), beingRemembered));
    }

    private boolean logPlaces(List<HardRecord.PeerSeen> places) {
        if (!places.isEmpty()) {
            journal.appendOfStore(List.copyOf(places), () -> {});
        }
        return !places.isEmpty();
    }

    private void turnAway(NodeId node, Word.Goodbye goodbye) {
        long now = ports.loop().uptimeNanos();
        if (isDue(turnedAwayNanos, node, now, GOODBYE_PAUSE_NANOS)) {
            courier.say(node, goodbye);
            if (goodbye.reason() == Word.Goodbye.Reason.REMOVED) {
                courier.say(node, new Word.Nodes(roster.roster()));
            }
            if (isDue(toldNanos, node, now, TELL_PAUSE_NANOS)) {
                ports.operator().tell("Turned a node away: " + goodbye.why());
            }
        }
    }

    /// True, and noted, if it did not happen for so long.
    private static boolean isDue(
            Map<NodeId, Long> happened, NodeId node, long now, long pauseNanos) {
        Long before = happened.get(node);
        boolean due = before == null || now - before >= pauseNanos;
        if (due) {
            happened.put(node, now);
        }
        return due;
    }
}
