package dev.isochron.txn.world;

import dev.isochron.txn.Rule;
import dev.isochron.txn.world.Plan.Move;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Tries every interleaving of a plan, breadth first, so that the first violation is a shortest
/// one.
final class Explorer {

    private static final int[] NONE = {};

    private final Plan plan;
    private final Catalogue catalogue = new Catalogue();
    private final Judge judge;
    private final Set<Rule> rules;
    private final Effort effort;

    /// For each world but for its messages, the largest sets of messages it was met with.
    private final Map<World.Key, int[]> seen = new HashMap<>();

    private final List<Integer> always;
    private final List<Integer> crashes;
    private final List<Integer> rivals;

    private int visited;
    private final Deque<World> open = new ArrayDeque<>();
    private int committed;
    private int aborted;
    private int cut;
    private int rested;

    /// @param worlds most worlds to visit
    /// @param everyNth of how many worlds one is run to its end; 0 for none
    record Effort(int worlds, int everyNth) {}

    Explorer(Plan plan, Set<Rule> rules, Effort effort) {
        this.plan = plan;
        this.rules = rules;
        this.effort = effort;
        this.judge = new Judge(plan, catalogue);
        this.always = always();
        this.crashes =
                numbers(
                        List.of(
                                new Input.Crash(0),
                                new Input.Crash(1),
                                new Input.Crash(2),
                                new Input.Crash(3)));
        this.rivals = numbers(List.of(new Input.Rival(true), new Input.Rival(false)));
    }

    /// What came out.
    ///
    /// @param complete whether every world was visited
    /// @param cut worlds that were not followed further, because they go on for ever
    record Report(
            String plan,
            int worlds,
            int boxes,
            int messages,
            int committed,
            int aborted,
            int cut,
            int rested,
            boolean complete,
            Optional<String> violation) {
        @Override
        public String toString() {
            return ("%s: %,d worlds%s, %,d states of a shard, %d messages; "
                            + "%,d committed, %,d aborted, %,d cut, %,d run to rest%s")
                    .formatted(
                            plan,
                            worlds,
                            complete ? "" : " (not all)",
                            boxes,
                            messages,
                            committed,
                            aborted,
                            cut,
                            rested,
                            violation.map(text -> "\n" + text).orElse(""));
        }
    }

    Report explore() {
        int net = 0;
        for (int shard = 1; shard < plan.sites().size(); shard++) {
            net = catalogue.sum(net, catalogue.number(new Wire.Prepare(shard)));
        }
        net = catalogue.sum(net, catalogue.number(new Wire.Commit()));
        if (plan.moves().contains(Move.ASK)) {
            net = catalogue.sum(net, catalogue.number(new Wire.Ask()));
        }
        World first = new World(catalogue.initial(plan, rules), net, 0, Optional.empty(), "begin");
        add(first);
        while (!open.isEmpty() && visited < effort.worlds()) {
            World world = open.remove();
            if (!isLargest(world)) {
                continue;
            }
            visited++;
            Optional<String> violation = visit(world);
            if (violation.isPresent()) {
                return report(Optional.of(violation.get() + "\n" + world.story()));
            }
        }
        return report(Optional.empty());
    }

    private Report report(Optional<String> violation) {
        return new Report(
                plan.name(),
                visited,
                catalogue.boxCount(),
                catalogue.wireCount(),
                committed,
                aborted,
                cut,
                rested,
                open.isEmpty(),
                violation);
    }

    private Optional<String> visit(World world) {
        Optional<String> violation = judge.judge(world.boxes());
        if (violation.isPresent()) {
            return violation;
        }
        committed += judge.isCommitted(world.boxes()) ? 1 : 0;
        aborted += judge.isUndone(world.boxes()) ? 1 : 0;
        if (effort.everyNth() > 0 && visited % effort.everyNth() == 0) {
            rested++;
            Optional<String> unrest = new Suffix(catalogue, judge).run(world);
            if (unrest.isPresent()) {
                return unrest;
            }
        }
        for (int box : world.boxes()) {
            if (catalogue.box(box).ahead() > plan.limits().ahead()) {
                cut++;
                return Optional.empty();
            }
        }
        follow(world);
        return Optional.empty();
    }

    private void follow(World world) {
        for (int shard = 0; shard < world.boxes().length; shard++) {
            for (int input : inputs(world, shard)) {
                ShardBox box = catalogue.box(world.boxes()[shard]);
                if (box.allows(catalogue.input(input))) {
                    reach(world, shard, input);
                }
            }
        }
        if (world.now() < plan.limits().ticks()) {
            add(
                    new World(
                            world.boxes(),
                            world.net(),
                            world.now() + 1,
                            Optional.of(world),
                            "time moves on"));
        }
    }

    private List<Integer> inputs(World world, int shard) {
        List<Integer> inputs = new ArrayList<>();
        for (int wire : catalogue.net(world.net())) {
            if (catalogue.wire(wire).to() == shard) {
                inputs.add(catalogue.delivery(wire));
            }
        }
        inputs.addAll(always);
        if (sum(world, ghost -> ghost.crashes) < plan.limits().crashes()) {
            inputs.addAll(crashes);
        }
        if (plan.moves().contains(Move.RIVAL)
                && sum(world, ghost -> ghost.rivals) < plan.limits().rivals()) {
            inputs.addAll(rivals);
        }
        return inputs;
    }

    private List<Integer> always() {
        List<Input> inputs = new ArrayList<>(List.of(new Input.Choose(), new Input.Tick()));
        if (plan.moves().contains(Move.WOUND)) {
            inputs.add(new Input.Wound());
        }
        if (plan.moves().contains(Move.HORIZON)) {
            inputs.add(new Input.Horizon());
        }
        return numbers(inputs);
    }

    private List<Integer> numbers(List<Input> inputs) {
        return inputs.stream().map(catalogue::number).toList();
    }

    private int sum(World world, ToIntFunction<Ghost> figure) {
        int sum = 0;
        for (int box : world.boxes()) {
            sum += figure.applyAsInt(catalogue.box(box).ghost);
        }
        return sum;
    }

    private void reach(World world, int shard, int input) {
        Catalogue.Outcome step = catalogue.step(world.boxes()[shard], input, world.now());
        int net = world.net();
        for (int wire : step.sent()) {
            net = catalogue.sum(net, wire);
        }
        int[] boxes = world.boxes().clone();
        boxes[shard] = step.box();
        add(
                new World(
                        boxes,
                        net,
                        world.now(),
                        Optional.of(world),
                        new Turn(shard, catalogue.input(input))));
    }

    /// What happened to a shard.
    private record Turn(int shard, Input input) {
        @Override
        public String toString() {
            return "shard " + shard + ": " + input;
        }
    }

    /// Goes on with a world unless one was met with the same boxes and more messages: it can do the
    /// same, and more.
    private void add(World world) {
        World.Key key = world.key();
        int[] nets = seen.getOrDefault(key, NONE);
        int kept = 0;
        int[] largest = new int[nets.length + 1];
        for (int net : nets) {
            if (catalogue.contains(net, world.net())) {
                return;
            }
            if (!catalogue.contains(world.net(), net)) {
                largest[kept++] = net;
            }
        }
        largest[kept++] = world.net();
        seen.put(key, Arrays.copyOf(largest, kept));
        open.add(world);
    }

    /// Whether no larger set of messages came up since.
    private boolean isLargest(World world) {
        int[] nets = seen.getOrDefault(world.key(), NONE);
        return Arrays.stream(nets).anyMatch(net -> net == world.net());
    }
}
