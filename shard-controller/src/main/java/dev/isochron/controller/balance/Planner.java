package dev.isochron.controller.balance;

import dev.isochron.controller.balance.Floor.Piece;
import dev.isochron.controller.balance.Floor.Spot;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Job.Reason;
import dev.isochron.controller.cluster.Load;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a plan: first what mends, then what spreads, then what learns, then what balances.
///
/// ```
/// 1. replicas off servers that are lost or are to be emptied; shards with fewest living copies first;
///    as many as the rule of their keys wants
/// 2. replicas that could fail together, apart; one where the leader is to stand
/// 3. learners beside the voters, as many as the rule wants
/// 4. weight from the fullest server to the emptiest, in the largest pieces that fit
/// 5. leads to where they are to be, and from servers that have many to servers that have few
/// ```
public final class Planner {

    /// How many servers are looked at for a replica beyond those that would do: with a thousand
    /// servers the emptiest few are as good as all.
    private static final int CANDIDATES = 64;

    private final Goals goals;
    private final Floor floor;
    private final int usual;

    /// Whoever does not know what is usual takes nothing away that no rule does.
    private final boolean knowsUsual;

    private final List<Plan.Move> moves = new ArrayList<>();
    private final List<Plan.Retirement> retirements = new ArrayList<>();
    private final List<Plan.Blocked> blocked = new ArrayList<>();

    private Planner(ClusterImage image, Map<ShardId, Load> loads, Goals goals) {
        this.goals = goals;
        this.floor = new Floor(image, loads, goals.usual(image));
        this.usual = goals.usual(image);
        this.knowsUsual = image.usualReplicas().isPresent();
    }

    /// All that would have to be done until nothing has to be done.
    ///
    /// @param loads what is known of the shards' loads; none counts as empty
    public static Plan plan(ClusterImage image, Map<ShardId, Load> loads, Goals goals) {
        Planner planner = new Planner(image, loads, goals);
        planner.mend();
        planner.spread();
        planner.learn();
        planner.balance();
        return new Plan(
                planner.moves,
                planner.retirements,
                new Leads(planner.floor).even(),
                planner.blocked);
    }

    private void mend() {
        List<Piece> pieces = new ArrayList<>();
        floor.pieces().forEach(pieces::add);
        // They come by number, and those that have equally many stay so.
        pieces.sort(Comparator.comparingInt(Piece::living));
        for (Piece piece : pieces) {
            while (piece.at.size() > piece.wanted && (piece.isRuled || knowsUsual)) {
                retirements.add(floor.retire(piece, leastUseful(piece)));
            }
            for (Spot spot : leaving(piece)) {
                if (!spot.takes) {
                    Reason reason = spot.serves ? Reason.DRAIN : Reason.REPAIR;
                    replace(piece, Optional.of(spot), reason);
                }
            }
            grow(piece);
        }
    }

    private static List<Spot> leaving(Piece piece) {
        for (Spot spot : piece.at) {
            if (!spot.takes) {
                return List.copyOf(piece.at);
            }
        }
        return List.of();
    }

    /// One that is gone, or is to go, or stands closest to others.
    private static Spot leastUseful(Piece piece) {
        return piece.at.stream()
                .max(
                        Comparator.comparing((Spot spot) -> !spot.serves)
                                .thenComparing(spot -> !spot.takes)
                                .thenComparingLong(
                                        spot -> piece.sharedWith(spot, Optional.of(spot)))
                                .thenComparing(spot -> !piece.leader.equals(Optional.of(spot)))
                                .thenComparingDouble(Spot::weight)
                                .thenComparing(spot -> spot.id))
                .orElseThrow();
    }

    /// To what is wanted, or as near to it as there are servers: an even number costs one more and
    /// bears no more losses.
    private void grow(Piece piece) {
        int open = floor.open().size();
        int possible = open >= piece.wanted ? piece.wanted : open - (open % 2 == 0 ? 1 : 0);
        for (int have = piece.voters(); have < possible; have++) {
            Reason reason = have < usual ? Reason.REPAIR : Reason.RULE;
            replace(piece, Optional.empty(), reason);
        }
        if (piece.voters() < piece.wanted && possible < piece.wanted) {
            blocked.add(new Plan.Blocked(piece.shard.id(), why(piece, Optional.empty())));
        }
    }

    private void replace(Piece piece, Optional<Spot> leaving, Reason reason) {
        Optional<Spot> target = target(piece, leaving);
        if (target.isPresent()) {
            moves.add(floor.move(piece, leaving, target.get(), reason));
        } else {
            blocked.add(new Plan.Blocked(piece.shard.id(), why(piece, leaving)));
        }
    }

    private String why(Piece piece, Optional<Spot> leaving) {
        String what =
                leaving.map(spot -> "cannot leave " + spot.id)
                        .orElse("cannot have " + piece.wanted + " replicas");
        return "%s: it is on all %d servers that take replicas"
                .formatted(what + " (" + piece.at.size() + " now)", floor.open().size());
    }

    /// The emptiest of the servers that share the fewest failure domains with the other replicas. A
    /// learner votes only where no other server does as well.
    private Optional<Spot> target(Piece piece, Optional<Spot> leaving) {
        Optional<Spot> best = Optional.empty();
        long bestShared = Long.MAX_VALUE;
        int seen = 0;
        for (Spot spot : floor.open()) {
            if (piece.at.contains(spot)) {
                continue;
            }
            boolean learns = piece.learners.contains(spot);
            long shared = 2 * piece.sharedWith(spot, leaving) + (learns ? 1 : 0);
            if (shared < bestShared) {
                best = Optional.of(spot);
                bestShared = shared;
            }
            boolean isPicky = piece.home.isPresent() || piece.school.isPresent();
            boolean isEnough = ++seen >= CANDIDATES && !isPicky;
            if (bestShared == 0 || isEnough) {
                break;
            }
        }
        return best;
    }

    private void spread() {
        for (Piece piece : floor.pieces()) {
            boolean apart = !isApart(piece);
            for (int rounds = piece.at.size(); apart && rounds > 0; rounds--) {
                apart = spreadOne(piece);
            }
        }
    }

    private static boolean isApart(Piece piece) {
        for (Spot spot : piece.at) {
            if (piece.sharedWith(spot, Optional.of(spot)) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Moves the replica that shares most, if that makes it share less.
    private boolean spreadOne(Piece piece) {
        Optional<Spot> closest =
                piece.at.stream()
                        .filter(spot -> spot.takes)
                        .max(
                                Comparator.comparingLong((Spot spot) ->
                                                piece.sharedWith(spot, Optional.of(spot)))
                                        .thenComparingDouble(Spot::weight)
                                        .thenComparing(spot -> spot.id));
        if (closest.isEmpty()) {
            return false;
        }
        long shared = piece.sharedWith(closest.get(), closest);
        Optional<Spot> better =
                shared == 0
                        ? Optional.empty()
                        : target(piece, closest)
                                .filter(spot -> piece.sharedWith(spot, closest) < shared);
        better.ifPresent(spot -> moves.add(floor.move(piece, closest, spot, Reason.SPREAD)));
        return better.isPresent();
    }

    /// Those on servers that are lost or to be emptied leave, and so do those too many, or where
    /// the rule wants none. A learner stays where it is for all other reasons: no vote hangs on it.
    private void learn() {
        for (Piece piece : floor.pieces()) {
            for (Spot spot : List.copyOf(piece.learners)) {
                if (!spot.takes || !piece.mayLearnAt(spot)) {
                    retirements.add(floor.dismiss(piece, spot));
                }
            }
            while (piece.learners.size() > piece.wantedLearners) {
                retirements.add(floor.dismiss(piece, closestLearner(piece)));
            }
            boolean hasRoom = true;
            while (hasRoom && piece.learners.size() < piece.wantedLearners) {
                Optional<Spot> target = learningTarget(piece);
                target.ifPresent(spot -> moves.add(floor.teachOn(piece, spot)));
                hasRoom = target.isPresent();
            }
            if (!hasRoom) {
                blocked.add(new Plan.Blocked(piece.shard.id(), whyNoLearner(piece)));
            }
        }
    }

    private static Spot closestLearner(Piece piece) {
        return piece.learners.stream()
                .max(
                        Comparator.comparingLong(piece::learningWith)
                                .thenComparingDouble(Spot::weight)
                                .thenComparing(spot -> spot.id))
                .orElseThrow();
    }

    private Optional<Spot> learningTarget(Piece piece) {
        Optional<Spot> best = Optional.empty();
        long bestShared = Long.MAX_VALUE;
        int seen = 0;
        for (Spot spot : floor.open()) {
            if (piece.at.contains(spot)
                    || piece.learners.contains(spot)
                    || !piece.mayLearnAt(spot)) {
                continue;
            }
            long shared = piece.learningWith(spot);
            if (shared < bestShared) {
                best = Optional.of(spot);
                bestShared = shared;
            }
            if (bestShared == 0 || ++seen >= CANDIDATES) {
                break;
            }
        }
        return best;
    }

    private String whyNoLearner(Piece piece) {
        long there = floor.open().stream().filter(piece::mayLearnAt).count();
        return "cannot have %d learners (%d now): it is on all %d servers that take replicas%s"
                .formatted(
                        piece.wantedLearners,
                        piece.learners.size(),
                        there,
                        piece.school.map(one -> " in " + one.where()).orElse(""));
    }

    private void balance() {
        double mean = floor.mean();
        if (floor.open().size() < 2 || difference() <= mean * goals.startAt()) {
            return;
        }
        List<Spot> stuck = new ArrayList<>();
        while (floor.open().size() > 1 && difference() > mean * goals.stopAt()) {
            Spot full = floor.open().last();
            if (!lighten(full, mean)) {
                floor.open().remove(full);
                stuck.add(full);
            }
        }
        floor.open().addAll(stuck);
    }

    private double difference() {
        return floor.open().last().weight - floor.open().first().weight;
    }

    /// Takes the largest piece that fits from a full server to one of the emptiest.
    private boolean lighten(Spot full, double mean) {
        int seen = 0;
        for (Spot empty : floor.open()) {
            if (empty == full || ++seen > CANDIDATES) {
                break;
            }
            Optional<Piece> piece = fitting(full, empty, mean);
            if (piece.isPresent()) {
                moves.add(floor.move(piece.get(), Optional.of(full), empty, Reason.BALANCE));
                return true;
            }
        }
        return false;
    }

    /// The largest that neither side regrets: with it the receiver stays below what the giver had.
    private Optional<Piece> fitting(Spot full, Spot empty, double mean) {
        double gap = full.weight - empty.weight;
        double most = Math.min(gap * 0.999, Math.max(full.weight - mean, mean - empty.weight));
        Optional<Spot> leaving = Optional.of(full);
        return floor.heaviest(
                full,
                most,
                CANDIDATES,
                piece ->
                        piece.at.contains(full)
                                && !piece.at.contains(empty)
                                && !piece.learners.contains(empty)
                                && piece.sharedWith(empty, leaving)
                                        <= piece.sharedWith(full, leaving));
    }
}
