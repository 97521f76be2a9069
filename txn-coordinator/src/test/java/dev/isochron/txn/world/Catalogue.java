package dev.isochron.txn.world;

import dev.isochron.txn.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Numbers for boxes, messages and sets of messages, and what each step comes to: a step depends on
/// the box, the input and the time alone, so it is made once.
final class Catalogue {

    private static final List<Input> FIXED =
            List.of(
                    new Input.Choose(),
                    new Input.Tick(),
                    new Input.Crash(0),
                    new Input.Crash(1),
                    new Input.Crash(2),
                    new Input.Crash(3),
                    new Input.Rival(true),
                    new Input.Rival(false),
                    new Input.Wound(),
                    new Input.Idle(),
                    new Input.Horizon());

    private static final int INPUT_BITS = 12;
    private static final int TIME_BITS = 8;

    private final List<ShardBox> boxes = new ArrayList<>();
    private final Map<List<Object>, Integer> boxNumbers = new HashMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final Map<Wire, Integer> wireNumbers = new HashMap<>();
    private final List<int[]> nets = new ArrayList<>();
    private final Map<List<Integer>, Integer> netNumbers = new HashMap<>();
    private final Map<Long, Integer> sums = new HashMap<>();
    private final Map<Long, Outcome> steps = new HashMap<>();

    /// By number; a message has the number of its [Wire] plus as many as are fixed.
    private final List<Input> inputs = new ArrayList<>(FIXED);

    Catalogue() {
        net(new int[0]);
    }

    int[] initial(Plan plan, Set<Rule> rules) {
        int[] first = new int[plan.sites().size()];
        for (int shard = 0; shard < first.length; shard++) {
            first[shard] = number(ShardBox.initial(plan, rules, shard));
        }
        return first;
    }

    ShardBox box(int number) {
        return boxes.get(number);
    }

    Wire wire(int number) {
        return wires.get(number);
    }

    int[] net(int number) {
        return nets.get(number);
    }

    int boxCount() {
        return boxes.size();
    }

    int wireCount() {
        return wires.size();
    }

    Input input(int number) {
        return inputs.get(number);
    }

    /// The number of an input that is no message.
    int number(Input fixed) {
        return FIXED.indexOf(fixed);
    }

    /// The number of the input that delivers a message.
    int delivery(int wire) {
        return FIXED.size() + wire;
    }

    Outcome step(int box, int input, int now) {
        long key = ((long) box << INPUT_BITS | input) << TIME_BITS | now;
        Outcome known = steps.get(key);
        if (known == null) {
            known = make(box, inputs.get(input), now);
            steps.put(key, known);
        }
        return known;
    }

    private Outcome make(int box, Input input, int now) {
        ShardBox.Step step = boxes.get(box).step(input, Plan.START + Plan.TICK * now);
        int[] sent = step.sent().stream().mapToInt(this::number).toArray();
        return new Outcome(number(step.box()), sent);
    }

    int number(ShardBox box) {
        Integer known = boxNumbers.putIfAbsent(box.image(), boxes.size());
        if (known != null) {
            return known;
        }
        boxes.add(box);
        return boxes.size() - 1;
    }

    int number(Wire wire) {
        Integer known = wireNumbers.putIfAbsent(wire, wires.size());
        if (known != null) {
            return known;
        }
        wires.add(wire);
        inputs.add(new Input.Deliver(wire));
        return wires.size() - 1;
    }

    int sum(int net, int wire) {
        long key = (long) net << 32 | wire;
        Integer known = sums.get(key);
        if (known == null) {
            known = add(net, wire);
            sums.put(key, known);
        }
        return known;
    }

    /// Whether one set of messages has all of another.
    boolean contains(int whole, int part) {
        if (whole == part) {
            return true;
        }
        int[] all = nets.get(whole);
        int[] some = nets.get(part);
        if (some.length >= all.length) {
            return false;
        }
        int at = 0;
        for (int wire : some) {
            while (at < all.length && all[at] < wire) {
                at++;
            }
            if (at == all.length || all[at] != wire) {
                return false;
            }
        }
        return true;
    }

    private int add(int net, int wire) {
        int[] old = nets.get(net);
        if (Arrays.binarySearch(old, wire) >= 0) {
            return net;
        }
        int[] more = Arrays.copyOf(old, old.length + 1);
        more[old.length] = wire;
        Arrays.sort(more);
        return net(more);
    }

    private int net(int[] members) {
        List<Integer> key = Arrays.stream(members).boxed().toList();
        Integer known = netNumbers.putIfAbsent(key, nets.size());
        if (known != null) {
            return known;
        }
        nets.add(members);
        return nets.size() - 1;
    }

    /// What a step comes to.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(int box, int[] sent) {}
}
