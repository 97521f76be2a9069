package dev.isochron.paxos.scenario;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.Rule;
import dev.isochron.paxos.world.Host;
import dev.isochron.paxos.world.Wire;
import dev.isochron.paxos.world.Words;
import dev.isochron.paxos.world.World;
import dev.isochron.truetime.Timestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The commands of a scenario, performed on a [World].
///
/// ```
/// group N [spare M]                a group of N, and M empty nodes
/// quietly COMMAND                  the same, not told
/// fates COMMAND                    the same, only what is answered to proposals is told
/// elect N                          node N ticks, everything is delivered
/// run [N M ...]                    deliver everything (between these nodes), oldest first
/// deliver|copy|drop KIND N>M       the oldest such message; copy leaves one on the wire
/// hold KIND N>M | release          it is put aside | all that was put aside is on the wire again
/// drop all | wire                  everything in flight is lost | is shown
/// cut N>M | cut N-M | isolate N | heal
/// pass TIME [N M ...]              time passes, timers fire, messages arrive (between these nodes)
/// sleep TIME | tick N              only true time moves | only this timer fires
/// propose N X ... | fill N COUNT    propose these values | v1, v2, ... one after the other
/// give N | publish N T | vouch N T | poke N
/// transfer N to M [floor T | leaving X]
/// begin N with M | announce N
/// learner N at M | unlearn N R | voters N = R R ...     changes that node N is asked for
/// sync-by-hand N | sync N | crash N | restart N | wipe N | damage N keeping K
/// clock N offset T | epsilon T | unusable | usable | doubted | trusted
/// flush N | refuse-snapshots N | take-snapshots N
/// show N ... | disk N
/// ```
final class Commands {
    private final Set<Rule> rules;
    private final List<Wire.Parcel> held = new ArrayList<>();
    private Optional<World> world = Optional.empty();

    Commands(Set<Rule> rules) {
        this.rules = rules;
    }

    World world() {
        return world.orElseThrow(() -> new IllegalArgumentException("begin with: group N"));
    }

    List<String> violations() {
        return world.map(w -> w.judge().violations()).orElse(List.of());
    }

    /// Performs the commands of one block and tells all that happened.
    List<String> perform(List<String> commands) {
        List<String> happened = new ArrayList<>();
        for (String command : commands) {
            String bare = command.replaceFirst("^(quietly|fates) ", "");
            Predicate<String> told = told(command);
            List<String> words = List.of(bare.strip().split("\\s+"));
            List<String> shown = perform(words.getFirst(), words.subList(1, words.size()));
            world().takeSaid().stream().filter(told).forEach(happened::add);
            happened.addAll(shown);
        }
        return happened.isEmpty() ? List.of("ok") : happened;
    }

    private static Predicate<String> told(String command) {
        Predicate<String> violation = line -> line.startsWith("VIOLATION");
        if (command.startsWith("quietly ")) {
            return violation;
        }
        Predicate<String> fate = line -> line.startsWith("  ") && line.contains(" is ");
        return command.startsWith("fates ") ? violation.or(fate) : _ -> true;
    }

    private List<String> perform(String verb, List<String> args) {
        switch (verb) {
            case "group" -> group(args);
            case "run" -> world().run(between(args));
            case "deliver", "copy", "drop", "hold" -> {
                return move(verb, args);
            }
            case "release" -> {
                held.forEach(world().wire()::send);
                held.clear();
            }
            case "wire" -> {
                return world().wire().inFlight().stream().map(Object::toString).toList();
            }
            case "cut", "isolate", "heal" -> link(verb, args);
            case "pass" -> world().pass(time(args.getFirst()), between(rest(args)));
            case "sleep" -> world().sleep(time(args.getFirst()));
            case "show" -> {
                return args.stream().map(a -> show(host(a))).toList();
            }
            case "disk" -> {
                return host(args.getFirst()).store().records().stream().map(Words::of).toList();
            }
            case "give" -> {
                return give(host(args.getFirst()));
            }
            case "vouch", "publish" -> {
                return vouch(verb, host(args.getFirst()), args.get(1));
            }
            default -> atNode(verb, host(args.getFirst()), rest(args));
        }
        return List.of();
    }

    private void atNode(String verb, Host host, List<String> args) {
        switch (verb) {
            case "elect" -> {
                world().tick(host);
                world().run();
            }
            case "tick" -> world().tick(host);
            case "propose" -> args.forEach(text -> world().propose(host, text));
            case "fill" -> fill(host, Integer.parseInt(args.getFirst()));
            case "poke" -> host.step(new Input.Poke(), host.id() + " is poked");
            case "transfer" -> transfer(host, args);
            case "begin" ->
                    host.step(
                            new Input.Begin(replica(args.get(1))),
                            host.id() + " begins with " + replica(args.get(1)));
            case "announce" ->
                    host.step(new Input.Announce(), host.id() + " is to tell what is chosen");
            case "learner", "unlearn", "voters" -> change(verb, host, args);
            case "sync-by-hand" -> host.syncByHand();
            case "sync" -> host.sync();
            case "crash" -> host.crash();
            case "restart" -> host.restart();
            case "wipe" -> host.wipe();
            case "damage" -> host.damage(Integer.parseInt(args.get(1)));
            case "clock" -> clock(host, args);
            case "flush" -> host.flush();
            case "refuse-snapshots" -> host.refuseSnapshots(true);
            case "take-snapshots" -> host.refuseSnapshots(false);
            default -> throw new IllegalArgumentException("no such command: " + verb);
        }
    }

    private void group(List<String> args) {
        int voters = Integer.parseInt(args.getFirst());
        int spare = args.size() > 2 ? Integer.parseInt(args.get(2)) : 0;
        world = Optional.of(new World(voters, spare, World.smallSettings(), rules));
    }

    // -- the wire --------------------------------------------------------------------------------

    private List<String> move(String verb, List<String> args) {
        if (args.getFirst().equals("all")) {
            world().wire().inFlight().forEach(world().wire()::remove);
            return List.of();
        }
        Predicate<Wire.Parcel> wanted = parcel(args.getFirst(), args.get(1));
        if (verb.equals("drop") || verb.equals("hold")) {
            Optional<Wire.Parcel> found = world().wire().first(wanted);
            found.ifPresent(world().wire()::remove);
            String how = verb.equals("drop") ? "lost: " : "held back: ";
            found.filter(_ -> verb.equals("hold")).ifPresent(held::add);
            return List.of(found.map(p -> how + p).orElse("nothing to " + verb));
        }
        boolean found = verb.equals("copy") ? world().deliverCopy(wanted) : world().deliver(wanted);
        return found ? List.of() : List.of("nothing to deliver");
    }

    private static Predicate<Wire.Parcel> parcel(String kind, String link) {
        String[] ends = link.split(">", -1);
        return p ->
                (kind.equals("any") || p.kind().equals(kind))
                        && p.from().equals(node(ends[0]))
                        && p.to().equals(node(ends[1]));
    }

    private static Predicate<Wire.Parcel> between(List<String> nodes) {
        List<NodeId> those = nodes.stream().map(Commands::node).toList();
        return p -> those.isEmpty() || (those.contains(p.from()) && those.contains(p.to()));
    }

    private void link(String verb, List<String> args) {
        switch (verb) {
            case "heal" -> world().wire().heal();
            case "isolate" -> {
                Host alone = host(args.getFirst());
                for (Host other : world().hosts()) {
                    if (other != alone) {
                        cut(alone.id(), other.id());
                        cut(other.id(), alone.id());
                    }
                }
            }
            default -> {
                String[] ends = args.getFirst().split("[>-]", -1);
                cut(node(ends[0]), node(ends[1]));
                if (args.getFirst().contains("-")) {
                    cut(node(ends[1]), node(ends[0]));
                }
            }
        }
    }

    private void cut(NodeId from, NodeId to) {
        world().wire().cut(from, to);
    }

    // -- nodes -----------------------------------------------------------------------------------

    private void fill(Host host, int count) {
        for (int i = 1; i <= count; i++) {
            world().propose(host, "v" + i);
            world().run();
        }
    }

    private void transfer(Host host, List<String> args) {
        int named = args.indexOf("leaving");
        Estate estate =
                named < 0
                        ? Estate.NONE
                        : new Estate(args.get(named + 1).getBytes(StandardCharsets.UTF_8));
        Timestamp floor =
                args.size() > 3 && named < 0
                        ? Timestamp.MIN.plusNanos(nanos(args.get(3)))
                        : Timestamp.MIN;
        host.step(
                new Input.Transfer(replica(args.get(1)), floor, estate),
                host.id() + " is told to hand over to " + replica(args.get(1)));
    }

    private void change(String verb, Host host, List<String> args) {
        switch (verb) {
            case "learner" ->
                    world().change(
                                    host,
                                    new Input.MemberChange.AddLearner(node(args.get(1))),
                                    "add a learner at " + node(args.get(1)));
            case "unlearn" ->
                    world().change(
                                    host,
                                    new Input.MemberChange.RemoveLearner(replica(args.getFirst())),
                                    "remove learner " + replica(args.getFirst()));
            default -> {
                List<ReplicaId> voters = rest(args).stream().map(Commands::replica).toList();
                world().change(
                                host,
                                new Input.MemberChange.SetVoters(voters),
                                "let " + voters + " vote");
            }
        }
    }

    private void clock(Host host, List<String> args) {
        switch (args.getFirst()) {
            case "offset" -> world().clock(host).offset(time(args.get(1)));
            case "epsilon" -> world().clock(host).epsilon(time(args.get(1)));
            case "usable", "unusable" ->
                    world().clock(host).usable(args.getFirst().equals("usable"));
            case "trusted", "doubted" ->
                    world().clock(host).trusted(args.getFirst().equals("trusted"));
            default -> throw new IllegalArgumentException("no such clock: " + args);
        }
    }

    private List<String> give(Host host) {
        Optional<Timestamp> given = world().give(host);
        return List.of(
                host.id() + given.map(t -> " gives " + Words.of(t)).orElse(" gives nothing"));
    }

    private List<String> vouch(String verb, Host host, String until) {
        Timestamp t = Timestamp.MIN.plusNanos(nanos(until));
        boolean may = verb.equals("vouch") ? world().vouch(host, t) : world().publish(host, t);
        return List.of(host.id() + (may ? " may " : " may not ") + verb + " " + until);
    }

    private String show(Host host) {
        if (!host.isUp()) {
            return host.id() + " is down";
        }
        return host.view()
                .map(v -> Portrait.of(v) + " " + host.machine())
                .orElse(host.id() + " has no replica");
    }

    // -- words -----------------------------------------------------------------------------------

    private Host host(String node) {
        return world().host(Long.parseLong(node));
    }

    private static NodeId node(String number) {
        return new NodeId(Long.parseLong(number));
    }

    private static ReplicaId replica(String number) {
        return new ReplicaId(Long.parseLong(number.replaceFirst("^r", "")));
    }

    private static List<String> rest(List<String> args) {
        return args.subList(1, args.size());
    }

    private static Duration time(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
                : Duration.ofNanos(nanos(text.replace("s", "")));
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValueExact();
    }
}
