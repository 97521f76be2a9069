package dev.isochron.txn.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What becomes of a world in which all messages on their way are lost, and nothing goes wrong from
/// then on: everybody must learn the outcome, and every lock be free.
final class Suffix {

    /// Longer than any pause of [Plan#SETTINGS], some times over.
    private static final int ROUNDS = 25;

    /// When shards give up on a client of which they hear nothing.
    private static final int IDLE = 5;

    private final Catalogue catalogue;
    private final Judge judge;
    private final Deque<Integer> queue = new ArrayDeque<>();

    Suffix(Catalogue catalogue, Judge judge) {
        this.catalogue = catalogue;
        this.judge = judge;
    }

    /// What is wrong with the end, if anything.
    Optional<String> run(World world) {
        int[] boxes = world.boxes().clone();
        for (int round = 0; round < ROUNDS; round++) {
            round(boxes, world.now() + round, round >= IDLE);
        }
        Optional<String> wrong = judge.judge(boxes).or(() -> judge.atRest(boxes));
        queue.add(catalogue.number(new Wire.Ask()));
        round(boxes, world.now() + ROUNDS, true);
        return wrong.or(() -> judge.judge(boxes))
                .or(() -> judge.answered(boxes))
                .map(text -> "at the end: " + text);
    }

    private void round(int[] boxes, int now, boolean idle) {
        for (int shard = 0; shard < boxes.length; shard++) {
            step(boxes, shard, new Input.Tick(), now);
            if (idle && catalogue.box(boxes[shard]).allows(new Input.Idle())) {
                step(boxes, shard, new Input.Idle(), now);
            }
        }
        settle(boxes, now);
    }

    private void settle(int[] boxes, int now) {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (int shard = 0; shard < boxes.length; shard++) {
                while (catalogue.box(boxes[shard]).inFlight() > 0) {
                    step(boxes, shard, new Input.Choose(), now);
                    busy = true;
                }
            }
            if (!queue.isEmpty()) {
                int wire = queue.remove();
                step(boxes, catalogue.wire(wire).to(), catalogue.delivery(wire), now);
                busy = true;
            }
        }
    }

    private void step(int[] boxes, int shard, Input input, int now) {
        step(boxes, shard, catalogue.number(input), now);
    }

    private void step(int[] boxes, int shard, int input, int now) {
        Catalogue.Outcome step = catalogue.step(boxes[shard], input, now);
        boxes[shard] = step.box();
        for (int wire : step.sent()) {
            queue.add(wire);
        }
    }
}
