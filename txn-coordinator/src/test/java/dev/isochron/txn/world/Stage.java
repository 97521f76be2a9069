package dev.isochron.txn.world;

import dev.isochron.txn.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plays a scenario: one command after another in one world.
///
/// ```
/// plan NAME                     the world, first of all
/// pass NANOS                    time moves on
/// N prepare | commit | ask      the client's request comes to shard N
/// N take WORD                   the last message sent to shard N that begins with the word comes
/// N choose | tick | horizon     the first record in flight is chosen; alarms ring; the horizon rises
/// N crash MASK                  the leader dies; which records in flight are found
/// N rival read|write            somebody else writes the row, if it is not locked
/// N wound                       somebody older wants the locks
/// settle                        nothing more goes wrong; all messages on their way are lost
/// ```
final class Stage {

    private final Set<Rule> rules;
    private final Catalogue catalogue = new Catalogue();
    private final List<Wire.Peer> sent = new ArrayList<>();
    private Plan plan = Plans.oneShard();
    private int[] boxes = {};
    private int ticks;

    Stage(Set<Rule> rules) {
        this.rules = rules;
    }

    List<String> perform(String command) {
        String[] words = command.split(" ");
        return switch (words[0]) {
            case "plan" -> begin(command.substring("plan ".length()));
            case "pass" -> {
                ticks += (int) (Long.parseLong(words[1]) / Plan.TICK);
                yield List.of();
            }
            case "settle" -> settle();
            default -> shard(Integer.parseInt(words[0]), words);
        };
    }

    private List<String> begin(String name) {
        plan =
                Plans.all().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no plan " + name));
        boxes = catalogue.initial(plan, rules);
        return List.of();
    }

    private List<String> settle() {
        World world = new World(boxes, 0, ticks, Optional.empty(), "settle");
        Optional<String> unrest = new Suffix(catalogue, new Judge(plan, catalogue)).run(world);
        return List.of(
                unrest.map(text -> text.replaceFirst(" log .*", ""))
                        .orElse("all rest, and all locks are free"));
    }

    private List<String> shard(int shard, String[] words) {
        Optional<Input> possible = input(shard, words);
        if (possible.isEmpty() || !catalogue.box(boxes[shard]).allows(possible.get())) {
            return List.of("not possible");
        }
        Input input = possible.get();
        ShardBox before = catalogue.box(boxes[shard]);
        ShardBox.Step step = before.step(input, Plan.START + Plan.TICK * ticks);
        boxes[shard] = catalogue.number(step.box());
        List<String> happened = new ArrayList<>(step.box().news(before));
        for (Wire wire : step.sent()) {
            if (wire instanceof Wire.Peer peer) {
                sent.add(peer);
                happened.add("to " + Words.of(peer.message()));
            }
        }
        new Judge(plan, catalogue).judge(boxes).ifPresent(happened::add);
        return happened;
    }

    private Optional<Input> input(int shard, String[] words) {
        if (words[1].equals("take")) {
            return last(shard + " " + words[2]).map(Input.Deliver::new);
        }
        return Optional.of(
                switch (words[1]) {
                    case "prepare" -> new Input.Deliver(new Wire.Prepare(shard));
                    case "commit" -> new Input.Deliver(new Wire.Commit());
                    case "ask" -> new Input.Deliver(new Wire.Ask());
                    case "choose" -> new Input.Choose();
                    case "tick" -> new Input.Tick();
                    case "horizon" -> new Input.Horizon();
                    case "crash" -> new Input.Crash(Integer.parseInt(words[2]));
                    case "rival" -> new Input.Rival(words[2].equals("read"));
                    case "wound" -> new Input.Wound();
                    default -> throw new IllegalArgumentException("no command " + words[1]);
                });
    }

    private Optional<Wire> last(String beginning) {
        return sent.reversed().stream()
                .filter(peer -> Words.of(peer.message()).startsWith(beginning))
                .findFirst()
                .map(Wire.class::cast);
    }
}
