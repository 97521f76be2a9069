package dev.isochron.node.founding;

import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word.Goodbye;
import dev.isochron.node.roster.Roster;
import dev.isochron.paxos.log.BootNumber;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/// Who the other nodes are: for each the newest life of its data directory that was met. Frames of
/// an older life are turned away, whatever they say (FAULTS S10).
public final class Acquaintances {

    /// The log of a peer went on by so many sectors, and so much time passed, since its place was
    /// last remembered: then it is remembered again. Less than that two idle nodes would do to each
    /// other, since what one remembers moves its own log.
    static final long FAR_SECTORS = 64;

    private static final long PLACE_PAUSE_NANOS = 10_000_000_000L;

    private final Self self;
    private final long silenceNanos;
    private final SortedMap<NodeId, HardRecord.PeerSeen> known;
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private Roster roster;

    /// This node, as it is compared with others.
    public record Self(NodeId node, UUID cluster) {}

    private static final class Peer {
        private static final long NEVER = Long.MIN_VALUE;

        private HardRecord.PeerSeen seen;
        private boolean durable;
        private long heardNanos = NEVER;

        /// The sector up to which its log was synced, as far as it told.
        private long place;

        /// The same, as far as it was given to be remembered, and when.
        private long rememberedPlace;

        private long rememberedNanos = NEVER;

        Peer(HardRecord.PeerSeen seen, boolean durable) {
            this.seen = seen;
            this.durable = durable;
            this.place = seen.place();
            this.rememberedPlace = seen.place();
        }

        boolean isAheadOfRemembered() {
            return durable && place > rememberedPlace;
        }

        /// Whether its place is to be remembered now: it went far, or is not heard any more.
        boolean isPlaceDue(long uptimeNanos, long silenceNanos) {
            if (!isAheadOfRemembered()) {
                return false;
            }
            boolean isRested =
                    rememberedNanos == NEVER || uptimeNanos - rememberedNanos >= PLACE_PAUSE_NANOS;
            boolean isFar = place - rememberedPlace >= FAR_SECTORS;
            boolean isSilent = heardNanos != NEVER && uptimeNanos - heardNanos >= silenceNanos;
            return (isRested && isFar) || isSilent;
        }

        HardRecord.PeerSeen seenAtPlace(long uptimeNanos) {
            rememberedPlace = place;
            rememberedNanos = uptimeNanos;
            return new HardRecord.PeerSeen(seen.node(), seen.incarnation(), seen.boot(), place);
        }
    }

    /// @param roster the nodes that may be met at all
    /// @param known what the durable log remembers
    /// @param silenceNanos a node that was not heard for so long may come back as another life
    public Acquaintances(
            Self self,
            Roster roster,
            SortedMap<NodeId, HardRecord.PeerSeen> known,
            long silenceNanos) {
        this.self = self;
        this.silenceNanos = silenceNanos;
        this.known = new TreeMap<>(known);
        this.roster = roster;
        expect(roster);
    }

    /// These are the nodes that may be met from now on.
    public void expect(Roster newer) {
        roster = newer;
        peers.keySet().removeIf(node -> !newer.isMember(node));
        newer.others(self.node()).forEach(node -> peers.computeIfAbsent(node, this::peer));
    }

    private Peer peer(NodeId node) {
        HardRecord.PeerSeen seen = known.get(node);
        return seen == null
                ? new Peer(new HardRecord.PeerSeen(node, new UUID(0, 0), 0), false)
                : new Peer(seen, true);
    }

    /// What to do with a frame, judged by who sent it.
    public sealed interface Admission {
        /// Take it.
        record Admit() implements Admission {}

        /// Take it only if it is a hello: the sender has no cluster yet.
        record HelloOnly() implements Admission {}

        /// Drop it: the sender is of this cluster, and news of who it is are under way.
        record NotYet() implements Admission {}

        /// Log this first, call [#remembered], and drop the frame: its sender will repeat itself.
        record Remember(HardRecord.PeerSeen seen, boolean newLife) implements Admission {}

        /// Drop it, and tell the sender why.
        record TurnAway(Goodbye goodbye) implements Admission {}
    }

    /// Judges the sender of a frame that arrived at `uptimeNanos`.
    public Admission judge(Origin from, long uptimeNanos) {
        Peer peer = peers.get(from.node());
        if (from.node().equals(self.node())) {
            return away(from, Goodbye.Reason.DUPLICATE_NODE, Texts.duplicate(from.node()));
        }
        if (from.cluster().isPresent() && !from.cluster().get().equals(self.cluster())) {
            return away(
                    from,
                    Goodbye.Reason.FOREIGN_CLUSTER,
                    Texts.foreign(from.node(), from.cluster().get(), self));
        }
        if (peer == null) {
            return judgeUnlisted(from);
        }
        return judgeLife(from, peer, uptimeNanos);
    }

    /// One of this cluster that the roster does not name may have joined since.
    private Admission judgeUnlisted(Origin from) {
        if (roster.wasRemoved(from.node())) {
            return away(from, Goodbye.Reason.REMOVED, Texts.removed(from.node()));
        }
        return from.cluster().isPresent()
                ? new Admission.NotYet()
                : away(from, Goodbye.Reason.FOREIGN_CLUSTER, Texts.unknownNode(from.node(), self));
    }

    private Admission judgeLife(Origin from, Peer peer, long uptimeNanos) {
        UUID known = peer.seen.incarnation();
        boolean sameLife = from.incarnation().equals(known);
        boolean isOld = sameLife ? isOfCopy(from, peer) : isEarlier(from, known);
        if (isOld) {
            return away(from, Goodbye.Reason.STALE_DIRECTORY, Texts.stale(from, peer.seen));
        }
        if (sameLife && from.boot() == peer.seen.boot()) {
            peer.heardNanos = uptimeNanos;
            return peer.durable ? new Admission.Admit() : new Admission.HelloOnly();
        }
        boolean alive =
                peer.heardNanos != Peer.NEVER && uptimeNanos - peer.heardNanos < silenceNanos;
        if (!sameLife && alive) {
            return away(from, Goodbye.Reason.DUPLICATE_NODE, Texts.duplicate(from.node()));
        }
        if (from.cluster().isEmpty()) {
            return new Admission.HelloOnly();
        }
        long place = sameLife ? peer.place : 0;
        return new Admission.Remember(
                new HardRecord.PeerSeen(from.node(), from.incarnation(), from.boot(), place),
                !sameLife);
    }

    /// Two boots that began at the same place were begun from equal directories, and one that began
    /// below what the node had synced was begun from a directory of before. Whichever was met first
    /// has promised things that the other one does not know.
    private static boolean isOfCopy(Origin from, Peer peer) {
        return from.boot() < peer.seen.boot()
                || BootNumber.areOfCopies(from.boot(), peer.seen.boot())
                || (from.boot() != peer.seen.boot()
                        && BootNumber.beginsBelow(from.boot(), peer.place));
    }

    /// A directory that is empty as yet only looks older, where a clock was ahead once: it is told
    /// of the life that was met, and draws a later one.
    private static boolean isEarlier(Origin from, UUID known) {
        return from.cluster().isPresent() && !isLater(from.incarnation(), known);
    }

    private static boolean isLater(UUID one, UUID other) {
        return Incarnation.isLater(one, other);
    }

    /// What [Admission.Remember] asked for is synced.
    public void remembered(HardRecord.PeerSeen seen) {
        known.put(seen.node(), seen);
        Peer peer = peers.get(seen.node());
        if (peer != null) {
            boolean isNewLife = !peer.seen.incarnation().equals(seen.incarnation());
            peer.place = isNewLife ? 0 : peer.place;
            peer.rememberedPlace = seen.place();
            peer.seen = seen;
            peer.durable = true;
        }
    }

    /// A peer says up to which sector its log is synced.
    public void synced(NodeId node, long sector) {
        Peer peer = peers.get(node);
        if (peer != null) {
            peer.place = Math.max(peer.place, sector);
        }
    }

    /// Places that a restart of this node would forget, and that are to be logged now: those of
    /// peers that went far since, or fell silent. A copy of a peer's directory may be put in its
    /// place while every node that ran beside it is down.
    ///
    /// @param except peers of which a newer boot is just being logged
    public List<HardRecord.PeerSeen> placesDue(long uptimeNanos, Set<NodeId> except) {
        return places(except, uptimeNanos, peer -> peer.isPlaceDue(uptimeNanos, silenceNanos));
    }

    /// The same of all peers, for a node that is about to end.
    public List<HardRecord.PeerSeen> lastPlaces(long uptimeNanos, Set<NodeId> except) {
        return places(except, uptimeNanos, Peer::isAheadOfRemembered);
    }

    private List<HardRecord.PeerSeen> places(
            Set<NodeId> except, long uptimeNanos, Predicate<Peer> which) {
        List<HardRecord.PeerSeen> places = new ArrayList<>();
        peers.forEach((node, peer) -> {
            if (!except.contains(node) && which.test(peer)) {
                places.add(peer.seenAtPlace(uptimeNanos));
            }
        });
        return places;
    }

    /// The newest life of every member, this node's own included.
    public NavigableMap<NodeId, UUID> lives(UUID own) {
        TreeMap<NodeId, UUID> lives = new TreeMap<>();
        lives.put(self.node(), own);
        peers.forEach((node, peer) -> {
            if (peer.durable) {
                lives.put(node, peer.seen.incarnation());
            }
        });
        return lives;
    }

    /// How long ago a peer was heard, or -1 if it was not heard in this run.
    public long silenceOf(NodeId node, long uptimeNanos) {
        Peer peer = peers.get(node);
        return peer == null || peer.heardNanos == Peer.NEVER ? -1 : uptimeNanos - peer.heardNanos;
    }

    private static Admission away(Origin from, Goodbye.Reason reason, String why) {
        return new Admission.TurnAway(Goodbye.to(from, reason, why));
    }
}
