package dev.isochron.simulation.fault;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.decide.Command;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.simulation.cluster.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two databases say what the replicas of their keys are to be like, and change their minds; now
/// and then what an older catalog said comes late.
final class RuleTrouble implements Trouble {

    private static final int DATABASES = 2;
    private static final int LATE_PERMILLE = 200;

    /// Rows of the first table that a workload declares; each database has half of them.
    private static final int ROWS = 8;

    private static final int ZONES = 3;

    private final Scene scene;
    private long version = 1;

    RuleTrouble(Scene scene) {
        this.scene = scene;
    }

    @Override
    public void strike() {
        int database = (int) scene.chance().below(DATABASES);
        version++;
        boolean isLate = scene.chance().happens(LATE_PERMILLE);
        scene.ask(
                new Command.Govern(
                        new RuleSet(
                                database,
                                isLate ? version / 2 : version,
                                ranges(1 + database * ROWS))));
    }

    /// None, one or several ranges, some of which touch.
    private List<RuleSet.Ranged> ranges(int first) {
        List<RuleSet.Ranged> ranges = new ArrayList<>();
        int from = first + (int) scene.chance().below(3);
        while (from + 1 < first + ROWS && scene.chance().happens(700)) {
            int until = (int) scene.chance().between(from + 1, first + ROWS - 1);
            ranges.add(new RuleSet.Ranged(Span.of(row(from), row(until)), rule()));
            from = until + (int) scene.chance().below(2);
        }
        return ranges;
    }

    private Rule rule() {
        Optional<Locality.Tier> leaders =
                scene.chance().happens(500)
                        ? Optional.of(Design.zone((int) scene.chance().between(1, ZONES)))
                        : Optional.empty();
        int replicas = scene.chance().happens(600) ? 5 : 3;
        int learners = scene.chance().happens(500) ? (int) scene.chance().between(1, 2) : 0;
        return new Rule(Optional.of(replicas), leaders, learners);
    }

    private static Key row(int number) {
        return Key.ofHex("50 14 %02x".formatted(number));
    }

    @Override
    public void heal() {
        // What a database wants is no fault; it is to come true.
    }
}
