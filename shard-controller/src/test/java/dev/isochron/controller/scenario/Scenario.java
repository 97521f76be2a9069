package dev.isochron.controller.scenario;

import dev.isochron.controller.ObedientShards;
import dev.isochron.controller.balance.Goals;
import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.balance.Planner;
import dev.isochron.controller.cluster.Border;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.ImageChecks;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.decide.Controller;
import dev.isochron.controller.decide.Decision;
import dev.isochron.controller.decide.Limits;
import dev.isochron.controller.decide.Merging;
import dev.isochron.controller.decide.Order;
import dev.isochron.controller.decide.Orders;
import dev.isochron.controller.decide.Sizes;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A cluster and what is said to it, line by line; each answer stands below its line.
final class Scenario {

    /// More orders than any scenario needs: beyond it something goes round in circles.
    private static final int MANY = 1_000;

    private final Controller controller = new Controller(Limits.DEFAULT);
    private final TreeMap<ShardId, Survey> surveys = new TreeMap<>();
    private final StringBuilder told = new StringBuilder();
    private ClusterImage image = ClusterImage.EMPTY;

    /// What follows from these lines, with the lines.
    static String run(List<String> lines) {
        Scenario scenario = new Scenario();
        for (String line : lines) {
            scenario.told.append(line).append('\n');
            if (!line.isBlank() && !line.startsWith("#")) {
                scenario.say(List.of(line.strip().split("\\s+")));
            }
        }
        return scenario.told.toString();
    }

    private void say(List<String> words) {
        String argument = words.size() > 1 ? words.get(1) : "";
        switch (words.getFirst()) {
            case "join" -> join(words);
            case "shard" -> shard(words);
            case "drain" -> decide(new Command.Drain(node(argument)));
            case "resume" -> decide(new Command.Resume(node(argument)));
            case "remove" -> decide(new Command.Remove(node(argument)));
            case "lose" -> decide(new Command.Lose(node(argument)));
            case "split" -> decide(new Command.SplitAt(key(argument)));
            case "merge" -> decide(new Command.MergeAt(key(argument)));
            case "rules" -> rules(words);
            case "usual" -> decide(new Command.Usual(Integer.parseInt(argument)));
            case "consider" -> decide(new Command.Consider(rule(argument)));
            case "look" -> decide(new Command.Look(new TreeMap<>(surveys)));
            case "survey" -> survey(words);
            case "cold" -> cold();
            case "plan" -> plan();
            case "orders" -> Orders.of(image).forEach(this::tell);
            case "step" -> step(new ObedientShards(image));
            case "settle" -> settle();
            case "show" -> show();
            default -> throw new IllegalArgumentException("no such word: " + words.getFirst());
        }
    }

    private void join(List<String> words) {
        String where = words.size() > 2 ? words.get(2) : "";
        decide(new Command.Join(words.get(1), Locality.parse(where)));
    }

    /// `shard 1 .. m n1* n2 n3 64 100`: number, from, until, replicas, bytes, requests.
    private void shard(List<String> words) {
        Shard shard = ShardLine.parse(words);
        surveys.put(shard.id(), Survey.of(ShardLine.load(words)));
        decide(new Command.Heard(shard, List.of()));
    }

    /// `rules 7 2 a-m=5+1 m-..=3@zone:a`: database, version of its catalog, ranges of keys with the
    /// replicas that they are to have, learners beside them, and where leaders are to stand;
    /// `3+2~zone:b`: where learners are.
    private void rules(List<String> words) {
        List<RuleSet.Ranged> ranges = new ArrayList<>();
        for (String word : words.subList(3, words.size())) {
            List<String> parts = List.of(word.split("[-=]"));
            Key from = parts.get(0).equals("..") ? Key.MIN : key(parts.get(0));
            Span span =
                    parts.get(1).equals("..") ? Span.from(from) : Span.of(from, key(parts.get(1)));
            ranges.add(new RuleSet.Ranged(span, rule(parts.get(2))));
        }
        decide(
                new Command.Govern(
                        new RuleSet(
                                Long.parseLong(words.get(1)),
                                Long.parseLong(words.get(2)),
                                ranges)));
    }

    private static Rule rule(String word) {
        List<String> parts = List.of(word.split("@"));
        Optional<Locality.Tier> leaders =
                parts.stream()
                        .skip(1)
                        .map(where -> Locality.Tier.parse(where.replace(':', '=')))
                        .findFirst();
        List<String> counts = List.of(parts.getFirst().split("[+]"));
        List<String> taught = counts.size() > 1 ? List.of(counts.get(1).split("~")) : List.of("0");
        return new Rule(
                Optional.of(Integer.parseInt(counts.getFirst())),
                leaders,
                Integer.parseInt(taught.getFirst()),
                taught.stream()
                        .skip(1)
                        .map(where -> Locality.Tier.parse(where.replace(':', '=')))
                        .findFirst());
    }

    /// `survey 1 64 100 size m 40 load k 55`: number, bytes, requests, borders if there are any.
    private void survey(List<String> words) {
        surveys.put(
                new ShardId(Long.parseLong(words.get(1))),
                new Survey(
                        new Load(Long.parseLong(words.get(2)), Long.parseLong(words.get(3))),
                        border(words, "size"),
                        border(words, "load"),
                        List.of()));
    }

    private static Optional<Border> border(List<String> words, String kind) {
        int at = words.indexOf(kind);
        return at < 0
                ? Optional.empty()
                : Optional.of(
                        new Border(key(words.get(at + 1)), Integer.parseInt(words.get(at + 2))));
    }

    /// Those that are small and cold now were so for long.
    private void cold() {
        Merging.candidates(image, loads(), Sizes.DEFAULT)
                .forEach(border -> decide(new Command.MergeCold(border)));
    }

    private Map<ShardId, Load> loads() {
        TreeMap<ShardId, Load> loads = new TreeMap<>();
        surveys.forEach((shard, survey) -> loads.put(shard, survey.load()));
        return loads;
    }

    static NodeId node(String word) {
        return new NodeId(Long.parseLong(word.substring(1)));
    }

    static Key key(String word) {
        return Key.of(word.getBytes(StandardCharsets.UTF_8));
    }

    private void decide(Command command) {
        switch (controller.decide(command, image)) {
            case Decision.Decided(List<ControllerRecord> records) -> {
                image = image.with(records);
                records.forEach(this::tell);
            }
            case Decision.Refused refused -> tell("refused: " + refused);
        }
    }

    private void plan() {
        Plan plan = Planner.plan(image, loads(), Goals.DEFAULT);
        plan.moves().forEach(this::tell);
        plan.retirements().forEach(this::tell);
        plan.handovers().forEach(this::tell);
        plan.blocked().forEach(one -> tell("blocked: " + one));
        tell("%d moves, %d bytes".formatted(plan.moves().size(), plan.bytes()));
    }

    private boolean step(ObedientShards shards) {
        List<Order> orders = Orders.of(image);
        for (Order order : orders) {
            tell(order);
            shards.obey(order).forEach(this::decide);
        }
        return !orders.isEmpty();
    }

    private void settle() {
        ObedientShards shards = new ObedientShards(image);
        for (int i = 0; i < MANY; i++) {
            decide(new Command.Look(new TreeMap<>(surveys)));
            if (!step(shards)) {
                return;
            }
        }
        tell("it does not settle");
    }

    private void show() {
        image.servers().forEach(this::tell);
        for (Shard shard : image.inKeyOrder()) {
            tell(new ControllerRecord.ShardShaped(shard));
        }
        image.jobs().values().forEach(this::tell);
        Optional<String> hole = ImageChecks.cover(image);
        hole.ifPresent(this::tell);
    }

    private void tell(Object what) {
        told.append("    ").append(what).append('\n');
    }
}
