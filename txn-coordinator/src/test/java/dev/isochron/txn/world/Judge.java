package dev.isochron.txn.world;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What must be true of every world.
final class Judge {

    private final Plan plan;
    private final Catalogue catalogue;

    Judge(Plan plan, Catalogue catalogue) {
        this.plan = plan;
        this.catalogue = catalogue;
    }

    Optional<String> judge(int[] boxes) {
        List<Ghost> ghosts = ghosts(boxes);
        for (Ghost ghost : ghosts) {
            if (!ghost.violation.isEmpty()) {
                return Optional.of(ghost.violation);
            }
        }
        return oneOutcome(ghosts).or(() -> asRead(ghosts));
    }

    /// T4, and exactly once.
    private static Optional<String> oneOutcome(List<Ghost> ghosts) {
        boolean landed = ghosts.stream().anyMatch(ghost -> ghost.landed != Ghost.NEVER);
        boolean undone = ghosts.stream().anyMatch(ghost -> ghost.undone);
        boolean toldCommitted = ghosts.stream().anyMatch(ghost -> ghost.toldCommitted);
        boolean toldAborted = ghosts.stream().anyMatch(ghost -> ghost.toldAborted);
        long s = ghosts.getFirst().committed;
        if (landed && undone) {
            return Optional.of("T4: committed here and undone there");
        }
        if (toldCommitted && toldAborted) {
            return Optional.of("T4: the client was told both outcomes");
        }
        if (toldAborted && landed) {
            return Optional.of("T4: the client was told of an abort, and it is committed");
        }
        if (toldCommitted && s == Ghost.NEVER) {
            return Optional.of("T4: the client was told of a commit that is not in the log");
        }
        for (Ghost ghost : ghosts) {
            if (ghost.landed != Ghost.NEVER && ghost.landed != s) {
                return Optional.of("T4: landed at " + ghost.landed + ", decided was " + s);
            }
        }
        return Optional.empty();
    }

    /// T5 to T8: at its timestamp, all that it read is as it read it.
    private Optional<String> asRead(List<Ghost> ghosts) {
        long s = ghosts.getFirst().committed;
        if (s == Ghost.NEVER || plan.blind()) {
            return Optional.empty();
        }
        for (int shard = 0; shard < ghosts.size(); shard++) {
            List<Long> versions = ghosts.get(shard).readVersions;
            if (versions.getFirst() >= s) {
                return Optional.of(
                        "T7: it read %d at shard %d and committed at %d"
                                .formatted(versions.getFirst(), shard, s));
            }
            if (versions.size() > 1 && versions.get(1) <= s) {
                return Optional.of(
                        "T5: what it read at shard %d was changed at %d, and it committed at %d"
                                .formatted(shard, versions.get(1), s));
            }
        }
        return Optional.empty();
    }

    boolean isCommitted(int[] boxes) {
        return ghosts(boxes).getFirst().committed != Ghost.NEVER;
    }

    boolean isUndone(int[] boxes) {
        return ghosts(boxes).stream().anyMatch(ghost -> ghost.undone);
    }

    /// What is wrong with a world in which nothing more happens.
    Optional<String> atRest(int[] boxes) {
        for (int shard = 0; shard < boxes.length; shard++) {
            if (!catalogue.box(boxes[shard]).rests()) {
                return Optional.of("never comes to rest: shard " + catalogue.box(boxes[shard]));
            }
            Ghost ghost = catalogue.box(boxes[shard]).ghost;
            boolean missing = plan.sites().get(shard).writes() && ghost.landed == Ghost.NEVER;
            if (isCommitted(boxes) && missing) {
                return Optional.of("T4: committed, and shard " + shard + " never learns it");
            }
        }
        return Optional.empty();
    }

    /// The client asked at last, and got an answer.
    Optional<String> answered(int[] boxes) {
        Ghost ghost = catalogue.box(boxes[0]).ghost;
        boolean answered = ghost.toldCommitted || ghost.toldAborted || ghost.horizon;
        return answered ? Optional.empty() : Optional.of("the client asked and was not answered");
    }

    private List<Ghost> ghosts(int[] boxes) {
        return Arrays.stream(boxes).mapToObj(box -> catalogue.box(box).ghost).toList();
    }
}
