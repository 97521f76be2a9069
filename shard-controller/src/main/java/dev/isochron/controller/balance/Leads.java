package dev.isochron.controller.balance;

import dev.isochron.controller.balance.Floor.Piece;
import dev.isochron.controller.balance.Floor.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Evens out how many shards each server leads, among the voters that are there.
final class Leads {

    /// Two leads more than another is no reason to move one.
    private static final int SLACK = 2;

    private final Floor floor;

    Leads(Floor floor) {
        this.floor = floor;
    }

    List<Plan.Handover> even() {
        List<Plan.Handover> handovers = new ArrayList<>();
        for (Piece piece : floor.pieces()) {
            if (piece.leader.isEmpty()) {
                continue;
            }
            Spot leader = piece.leader.get();
            Optional<Spot> freest =
                    piece.at.stream()
                            .filter(spot -> spot.takes && votes(piece, spot))
                            .min(
                                    Comparator.comparingInt((Spot spot) -> spot.leads)
                                            .thenComparing(spot -> spot.id));
            if (freest.isPresent() && leader.leads - freest.get().leads > SLACK) {
                handovers.add(new Plan.Handover(piece.shard.id(), leader.id, freest.get().id));
                floor.lead(piece, freest.get());
            }
        }
        return handovers;
    }

    private static boolean votes(Piece piece, Spot spot) {
        return piece.shard.voters().contains(spot.id);
    }
}
