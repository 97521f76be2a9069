package dev.isochron.controller.balance;

import dev.isochron.controller.balance.Floor.Piece;
import dev.isochron.controller.balance.Floor.Spot;
import dev.isochron.controller.cluster.Replica;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Evens out what each server leads, by number and by requests, among the voters that are there.
///
/// A lead goes only where it makes the larger of the two smaller, by a fifth of the mean at least:
/// so none comes back for the same loads, nor for a little more or less.
///
/// Where the rule of its keys says where whoever leads is to stand, a lead goes there whatever that
/// costs, if a voter is there, and stays there: so that does not swing either.
final class Leads {

    /// Of the mean: what a handover must gain.
    private static final double GAIN = 0.2;

    private final Floor floor;

    Leads(Floor floor) {
        this.floor = floor;
    }

    List<Plan.Handover> even() {
        double mean =
                floor.open().stream().mapToDouble(spot -> spot.leads).sum()
                        / Math.max(1, floor.open().size());
        List<Plan.Handover> handovers = new ArrayList<>();
        for (Piece piece : floor.pieces()) {
            if (piece.leader.isEmpty()) {
                continue;
            }
            Spot leader = piece.leader.get();
            Optional<Spot> freest = freest(piece);
            if (freest.isPresent() && isBetter(piece, leader, freest.get(), mean * GAIN)) {
                handovers.add(new Plan.Handover(piece.shard.id(), leader.id, freest.get().id));
                floor.lead(piece, freest.get());
            }
        }
        return handovers;
    }

    private static Optional<Spot> freest(Piece piece) {
        Comparator<Spot> order =
                Comparator.comparing((Spot spot) -> !piece.isHome(spot))
                        .thenComparingDouble(spot -> spot.leads)
                        .thenComparing(spot -> spot.id);
        Spot freest = null;
        for (Spot spot : piece.at) {
            boolean isFreer =
                    spot.takes
                            && (freest == null || order.compare(spot, freest) < 0)
                            && piece.shard.on(spot.id).filter(Replica::votes).isPresent();
            freest = isFreer ? spot : freest;
        }
        return Optional.ofNullable(freest);
    }

    private static boolean isBetter(Piece piece, Spot from, Spot to, double least) {
        return piece.isHome(from) == piece.isHome(to)
                ? gain(piece, from, to) > least
                : piece.isHome(to);
    }

    /// By how much the larger of the two gets smaller.
    private static double gain(Piece piece, Spot from, Spot to) {
        return from.leads - Math.max(from.leads - piece.lead, to.leads + piece.lead);
    }
}
