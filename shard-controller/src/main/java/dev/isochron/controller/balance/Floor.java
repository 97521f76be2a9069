package dev.isochron.controller.balance;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Job.Reason;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Locality.Tier;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The cluster while a plan is made: what stands where if the moves so far were carried out.
///
/// A shard's weight is what it has of all bytes plus what it has of all requests, so that one
/// server full of cold data and one that works for few hot rows count alike.
final class Floor {

    /// Enough to count the replicas of one shard.
    private static final int REPLICA_BITS = 4;

    /// More than all shared domains together.
    private static final long HOMELESS = 1L << (REPLICA_BITS * Locality.MAX_TIERS + 4);

    /// More than that.
    private static final long CROWDING = HOMELESS << 1;

    /// What the rule of a shard's keys wants.
    ///
    /// @param school where learners are to stand
    private record Wish(
            int replicas,
            boolean isRuled,
            Optional<Tier> home,
            int learners,
            Optional<School> school) {}

    /// A failure domain that learners are to stand in.
    ///
    /// @param takers how many servers there take replicas
    record School(Tier where, int takers) {}

    /// Where shards are asked less than this on average, who leads them is no matter of load.
    private static final double CALM_REQUESTS = 50;

    private final NavigableSet<Spot> open =
            new TreeSet<>(
                    Comparator.comparingDouble((Spot spot) -> spot.weight)
                            .thenComparing(spot -> spot.id));
    private final Map<NodeId, Spot> spots = new TreeMap<>();
    private final List<Piece> pieces = new ArrayList<>();

    /// The same, the lightest first, and of those that weigh alike the one with the highest number.
    private final List<Piece> byWeight;

    /// A server and what it holds.
    static final class Spot {
        final NodeId id;
        final Locality locality;

        /// Its failure domains by number, the widest first: two are in one domain where these are
        /// equal from the first on.
        private final int[] domains;

        final boolean takes;
        final boolean serves;

        /// The ranks by weight of what it holds. A hundred thousand shards are a hundred thousand
        /// bits, and what weighs at most so much is found in steps of 64.
        private final BitSet ranks = new BitSet();

        double weight;

        /// What it leads, each shard by what leading it costs.
        double leads;

        private Spot(Server server, int[] domains) {
            id = server.id();
            this.domains = domains;
            locality = server.locality();
            takes = server.standing().takesReplicas();
            serves = server.standing().serves();
        }

        double weight() {
            return weight;
        }

        /// How many failure domains it shares with another, from the widest on.
        int sharedWith(Spot other) {
            int most = Math.min(domains.length, other.domains.length);
            int shared = 0;
            while (shared < most && domains[shared] == other.domains[shared]) {
                shared++;
            }
            return shared;
        }

        private void add(Piece piece) {
            ranks.set(piece.rank);
            weight += piece.weight;
        }

        private void remove(Piece piece) {
            if (ranks.get(piece.rank)) {
                ranks.clear(piece.rank);
                weight -= piece.weight;
            }
        }
    }

    /// A shard and where its replicas are: those that vote, or will.
    static final class Piece {
        final Shard shard;

        /// How many replicas it is to have.
        final int wanted;

        /// Whether that is a rule's word.
        final boolean isRuled;

        /// Where whoever leads is to stand.
        final Optional<Tier> home;

        final long bytes;
        final double weight;

        /// What leading it costs: a little, and its part of the requests.
        final double lead;

        /// Its place among all by weight.
        private int rank;

        /// How many learners beside them.
        final int wantedLearners;

        /// Where those are to stand.
        final Optional<School> school;

        /// Voters on servers that did not say yet where they stand: they are there all the same.
        private int strangers;

        final List<Spot> at = new ArrayList<>();

        /// Where those are that are not on their way to a vote.
        final List<Spot> learners = new ArrayList<>();

        Optional<Spot> leader = Optional.empty();

        private Piece(Shard shard, Wish wish, Load load, double weight, double lead) {
            this.shard = shard;
            this.wanted = wish.replicas();
            this.isRuled = wish.isRuled();
            this.home = wish.home();
            this.wantedLearners = wish.learners();
            this.school = wish.school();
            this.bytes = load.bytes();
            this.weight = weight;
            this.lead = lead;
        }

        /// Whether a server is where whoever leads is to stand.
        boolean isHome(Spot spot) {
            return home.isEmpty() || spot.locality.isIn(home.get());
        }

        /// Whether a learner may stand there.
        boolean mayLearnAt(Spot spot) {
            return school.isEmpty() || spot.locality.isIn(school.get().where());
        }

        /// Whether a voter there takes a place that a learner needs.
        private boolean crowds(Spot candidate, Optional<Spot> leaving) {
            if (school.isEmpty() || !mayLearnAt(candidate)) {
                return false;
            }
            long others =
                    at.stream()
                            .filter(spot -> spot != candidate && mayLearnAt(spot))
                            .filter(spot -> !leaving.equals(Optional.of(spot)))
                            .count();
            return school.get().takers() - others - 1 < wantedLearners;
        }

        /// How closely a server would stand to the replicas elsewhere: 0 if it shares no failure
        /// domain with any; one that shares the narrowest counts for more than any number of those
        /// that share wider ones; and if none would be where the leader is to be, or a learner
        /// would have no place, for more still.
        long sharedWith(Spot candidate, Optional<Spot> leaving) {
            boolean isHomeless =
                    home.isPresent()
                            && !isHome(candidate)
                            && at.stream()
                                    .filter(spot -> !leaving.equals(Optional.of(spot)))
                                    .noneMatch(this::isHome);
            long shared = isHomeless ? HOMELESS : 0;
            shared += crowds(candidate, leaving) ? CROWDING : 0;
            for (Spot spot : at) {
                if (leaving.isEmpty() || leaving.get() != spot) {
                    shared += closeness(spot, candidate);
                }
            }
            return shared;
        }

        /// How closely a learner would stand to all other replicas.
        long learningWith(Spot candidate) {
            long shared = 0;
            for (Spot spot : at) {
                shared += closeness(spot, candidate);
            }
            for (Spot spot : learners) {
                shared += spot == candidate ? 0 : closeness(spot, candidate);
            }
            return shared;
        }

        private static long closeness(Spot spot, Spot candidate) {
            int domains = spot.sharedWith(candidate);
            return domains == 0 ? 0 : 1L << (REPLICA_BITS * (domains - 1));
        }

        /// How many vote.
        int voters() {
            return at.size() + strangers;
        }

        int living() {
            int living = 0;
            for (Spot spot : at) {
                living += spot.serves ? 1 : 0;
            }
            return living;
        }
    }

    /// @param usual replicas of a shard whose keys are under no rule
    Floor(ClusterImage image, Map<ShardId, Load> loads, int usual) {
        Map<List<Tier>, Integer> numbers = new LinkedHashMap<>();
        for (Server server : image.servers()) {
            spots.put(server.id(), new Spot(server, domains(server.locality(), numbers)));
        }
        double bytes = 0;
        double requests = 0;
        for (Shard shard : image.shards()) {
            Load load = loads.getOrDefault(shard.id(), Load.NONE);
            bytes += load.bytes();
            requests += load.requests();
        }
        int count = Math.max(1, image.shards().size());
        for (Shard shard : image.shards()) {
            Load load = loads.getOrDefault(shard.id(), Load.NONE);
            // An empty shard weighs a little, or a young database would never be spread.
            double weight =
                    0.1
                            + share((double) load.bytes(), bytes, count)
                            + share((double) load.requests(), requests, count);
            double lead = 0.1 + load.requests() / Math.max(requests / count, CALM_REQUESTS);
            Piece piece = new Piece(shard, wish(shard, image, usual), load, weight, lead);
            pieces.add(piece);
        }
        byWeight = new ArrayList<>(pieces);
        byWeight.sort(
                Comparator.comparingDouble((Piece piece) -> piece.weight)
                        .thenComparing(piece -> piece.shard.id(), Comparator.reverseOrder()));
        for (int rank = 0; rank < byWeight.size(); rank++) {
            byWeight.get(rank).rank = rank;
        }
        for (Piece piece : pieces) {
            Places places = Places.of(piece.shard, image.jobOf(piece.shard.id()));
            for (NodeId node : places.voters()) {
                Optional.ofNullable(spots.get(node))
                        .ifPresentOrElse(spot -> put(piece, spot), () -> piece.strangers++);
            }
            for (NodeId node : places.learners()) {
                Optional.ofNullable(spots.get(node)).ifPresent(spot -> teach(piece, spot));
            }
            piece.shard.leader().map(spots::get).ifPresent(spot -> lead(piece, spot));
        }
        spots.values().stream().filter(spot -> spot.takes).forEach(open::add);
    }

    private static int[] domains(Locality locality, Map<List<Tier>, Integer> numbers) {
        int[] domains = new int[locality.tiers().size()];
        for (int i = 0; i < domains.length; i++) {
            List<Tier> path = locality.tiers().subList(0, i + 1);
            domains[i] = numbers.computeIfAbsent(path, _ -> numbers.size());
        }
        return domains;
    }

    private static Wish wish(Shard shard, ClusterImage image, int usual) {
        Optional<Rule> rule = image.rules().at(shard.span().from());
        return new Wish(
                image.rules().replicasOf(shard.span(), usual),
                rule.flatMap(Rule::replicas).isPresent(),
                rule.flatMap(Rule::leaders),
                image.rules().learnersOf(shard.span()),
                rule.flatMap(Rule::learnersIn).map(where -> school(where, image)));
    }

    private static School school(Tier where, ClusterImage image) {
        long takers =
                image.servers().stream()
                        .filter(one -> one.standing().takesReplicas())
                        .filter(one -> one.locality().isIn(where))
                        .count();
        return new School(where, (int) takers);
    }

    private static double share(double own, double all, int count) {
        return all == 0 ? 0 : own / all * count;
    }

    private static void put(Piece piece, Spot spot) {
        piece.at.add(spot);
        spot.add(piece);
    }

    private static void teach(Piece piece, Spot spot) {
        piece.learners.add(spot);
        spot.add(piece);
    }

    void lead(Piece piece, Spot spot) {
        piece.leader.ifPresent(old -> old.leads -= piece.lead);
        piece.leader = Optional.of(spot);
        spot.leads += piece.lead;
    }

    /// Servers that take replicas, the emptiest first.
    NavigableSet<Spot> open() {
        return open;
    }

    Iterable<Piece> pieces() {
        return pieces;
    }

    /// The heaviest of what a server holds of at most this weight that will do, of so many looked
    /// at.
    Optional<Piece> heaviest(Spot spot, double most, int looks, Predicate<Piece> willDo) {
        int at = spot.ranks.previousSetBit(upTo(most) - 1);
        for (int looked = 0; at >= 0 && looked < looks; looked++) {
            Piece piece = byWeight.get(at);
            if (willDo.test(piece)) {
                return Optional.of(piece);
            }
            at = spot.ranks.previousSetBit(at - 1);
        }
        return Optional.empty();
    }

    /// How many weigh at most so much.
    private int upTo(double most) {
        int low = 0;
        int high = byWeight.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byWeight.get(middle).weight <= most) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// What the servers that take replicas hold on average.
    double mean() {
        return open.stream().mapToDouble(Spot::weight).sum() / Math.max(1, open.size());
    }

    /// Carries a move out.
    Plan.Move move(Piece piece, Optional<Spot> from, Spot to, Reason reason) {
        from.ifPresent(spot -> change(spot, () -> take(piece, spot)));
        if (piece.learners.remove(to)) {
            piece.at.add(to);
        } else {
            change(to, () -> put(piece, to));
        }
        if (from.isPresent() && piece.leader.equals(from)) {
            lead(piece, to);
        }
        return new Plan.Move(
                piece.shard.id(), from.map(spot -> spot.id), to.id, reason, piece.bytes);
    }

    /// Takes a replica away; nobody comes for it.
    Plan.Retirement retire(Piece piece, Spot spot) {
        change(spot, () -> take(piece, spot));
        if (piece.leader.equals(Optional.of(spot))) {
            piece.leader = Optional.empty();
            spot.leads -= piece.lead;
        }
        return new Plan.Retirement(piece.shard.id(), spot.id);
    }

    /// Has a shard take a learner.
    Plan.Move teachOn(Piece piece, Spot spot) {
        change(spot, () -> teach(piece, spot));
        return new Plan.Move(
                piece.shard.id(), Optional.empty(), spot.id, Reason.LEARN, piece.bytes);
    }

    /// Takes a learner away.
    Plan.Retirement dismiss(Piece piece, Spot spot) {
        change(
                spot,
                () -> {
                    piece.learners.remove(spot);
                    spot.remove(piece);
                });
        return new Plan.Retirement(piece.shard.id(), spot.id);
    }

    private static void take(Piece piece, Spot spot) {
        piece.at.remove(spot);
        spot.remove(piece);
    }

    /// A server is found by its weight, so it must not change while it stands in the order.
    private void change(Spot spot, Runnable work) {
        open.remove(spot);
        work.run();
        if (spot.takes) {
            open.add(spot);
        }
    }
}
